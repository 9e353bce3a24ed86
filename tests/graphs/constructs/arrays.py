"""Shapes, slices, concat, stack, gather, where, constants."""


def constructs(tf, t, v):
    def dynamic(*shape):
        return tf.shape(t(*shape))

    def text(*shape):
        return t(*shape, dtype=tf.string)

    def sequence_features():
        context = {
            "length": tf.FixedLenFeature([], tf.int64),
            "score": tf.FixedLenFeature([2], tf.float32, default_value=[0.0, 1.0]),
            "tags": tf.VarLenFeature(tf.string),
        }
        lists = {
            "tokens": tf.FixedLenSequenceFeature([], tf.int64),
            "image": tf.FixedLenSequenceFeature([3], tf.float32, allow_missing=True),
            "words": tf.VarLenFeature(tf.string),
        }
        return context, lists

    return {
        "shape": lambda: tf.shape(t(2, 3)),
        "shape dynamic": lambda: tf.shape(t(None, 3)),
        "shape[0]": lambda: tf.shape(t(None, 3))[0],
        "shape int64": lambda: tf.shape(t(2, 3), out_type=tf.int64),
        "size": lambda: tf.size(t(2, 3)),
        "size dynamic": lambda: tf.size(t(None, 3)),
        "rank": lambda: tf.rank(t(2, 3)),
        "rank dynamic": lambda: tf.rank(tf.placeholder(tf.float32)),
        "gather of known size": lambda: tf.gather(t(5, 2), tf.range(tf.shape(t(None, 3))[1])),
        "square of known size": lambda: tf.fill([tf.shape(t(None, 3))[-1]] * 2, t()) + 1.0,
        "shape of a list": lambda: tf.shape([t(None), t(None)]),
        "size of a list": lambda: tf.size([t(None), t(None)]),
        "rank of a list": lambda: tf.rank([tf.placeholder(tf.float32), 1.0]),
        "sum of a list": lambda: tf.reduce_sum([tf.placeholder(tf.float32), 1.0]),
        "gather_nd in batches": lambda: tf.gather_nd(
            t(None, 3, 4), t(None, 3, 1, dtype=tf.int64), batch_dims=1
        ),
        "shape_n": lambda: tf.shape_n([t(2, 3), t(3)]),
        "reshape": lambda: tf.reshape(t(2, 3), [3, 2]),
        "reshape -1": lambda: tf.reshape(t(None, 3), [-1]),
        "reshape by tensors": lambda: tf.reshape(t(None, 4), [tf.shape(t(None, 4))[0], 2, 2]),
        "transpose": lambda: tf.transpose(t(2, 3)),
        "transpose perm": lambda: tf.transpose(t(2, 3, 4), [0, 2, 1]),
        "transpose unknown": lambda: tf.transpose(tf.placeholder(tf.float32)),
        "transpose dynamic": lambda: tf.transpose(t(None, 3)),
        "matrix_transpose": lambda: tf.matrix_transpose(t(5, 2, 3)),
        "expand_dims": lambda: tf.expand_dims(t(2, 3), 1),
        "squeeze": lambda: tf.squeeze(t(2, 1, 3)),
        "squeeze axis": lambda: tf.squeeze(t(2, 1, 3), [1]),
        "concat": lambda: tf.concat([t(2, 3), t(2, 3)], 1),
        "concat dynamic": lambda: tf.concat([t(None, 3), t(None, 2)], axis=-1),
        "concat of one": lambda: tf.concat([t(2, 3)], 0),
        "stack": lambda: tf.stack([t(2, 3), t(2, 3)]),
        "stack axis": lambda: tf.stack([t(2, 3), t(2, 3)], axis=1),
        "stack of scalars": lambda: tf.stack([t(), 1.0, t()]),
        "parallel_stack": lambda: tf.parallel_stack([t(2, 3), t(2, 3)]),
        "unstack": lambda: tf.unstack(t(2, 3)),
        "unstack axis": lambda: tf.unstack(t(2, 3), axis=1)[0],
        "split": lambda: tf.split(t(4, 6), 2, 1),
        "split sizes": lambda: tf.split(t(4, 6), [2, 4], 1),
        "split one used": lambda: tf.split(t(4, 6), 3, 1)[0],
        "tile": lambda: tf.tile(t(2, 3), [2, 1]),
        "pad": lambda: tf.pad(t(2, 3), [[1, 1], [0, 2]]),
        "pad value": lambda: tf.pad(t(2, 3), [[1, 1], [0, 2]], constant_values=1.0),
        "pad reflect": lambda: tf.pad(t(2, 3), [[1, 1], [0, 2]], "REFLECT"),
        "slice": lambda: tf.slice(t(2, 3), [0, 1], [1, -1]),
        "a[0]": lambda: t(2, 3)[0],
        "a[:, 1]": lambda: t(2, 3)[:, 1],
        "a[..., -1]": lambda: t(2, 3, 4)[..., -1],
        "a[:, None]": lambda: t(2, 3)[:, tf.newaxis],
        "a[i]": lambda: t(2, 3)[t(dtype=tf.int32)],
        "a[:n]": lambda: t(4, 3)[: t(dtype=tf.int32), ::2],
        "v[0]": lambda: v(2, 3)[0],
        "strided_slice": lambda: tf.strided_slice(t(4, 3), [0, 0], [2, 2], [1, 1]),
        "reverse": lambda: tf.reverse(t(2, 3), [1]),
        "reverse_sequence": lambda: tf.reverse_sequence(t(2, 3), [1, 2], seq_axis=1),
        "gather": lambda: tf.gather(t(5, 3), [0, 2]),
        "gather axis": lambda: tf.gather(t(5, 3), [0, 2], axis=1),
        "gather batch": lambda: tf.gather(t(5, 3), t(5, 2, dtype=tf.int32), batch_dims=1),
        "batch_gather": lambda: tf.batch_gather(t(5, 3), t(5, 2, dtype=tf.int32)),
        "gather of variable": lambda: tf.gather(v(5, 3), t(None, dtype=tf.int32)),
        "gather_nd": lambda: tf.gather_nd(t(5, 3), [[0, 1], [2, 2]]),
        "gather_nd of variable": lambda: tf.gather_nd(v(5, 3), [[0], [2]]),
        "scatter_nd": lambda: tf.scatter_nd([[0], [2]], t(2), [4]),
        "boolean_mask": lambda: tf.boolean_mask(t(3, 2), t(3, dtype=tf.bool)),
        "boolean_mask axis": lambda: tf.boolean_mask(t(3, 2), [True, False], axis=1),
        "boolean_mask dynamic": lambda: tf.boolean_mask(t(None, 2), t(None, dtype=tf.bool)),
        "where": lambda: tf.where(t(2, 3) > 0, t(2, 3), t(2, 3)),
        "where of one": lambda: tf.where(t(2, 3) > 0),
        "where vector": lambda: tf.where(t(2) > 0, t(2, 3), t(2, 3)),
        "where_v2": lambda: tf.compat.v2.where(t(2, 3) > 0, t(2, 3), 0.0),
        "one_hot": lambda: tf.one_hot(t(2, dtype=tf.int32), 3),
        "one_hot values": lambda: tf.one_hot([0, 1], 3, on_value=0.9, off_value=0.1),
        "one_hot int": lambda: tf.one_hot([0, 1], 3, dtype=tf.int32),
        "sequence_mask": lambda: tf.sequence_mask(t(3, dtype=tf.int32), 5),
        "sequence_mask of max": lambda: tf.sequence_mask(t(3, dtype=tf.int32), dtype=tf.float32),
        "zeros": lambda: tf.zeros([2, 3]),
        "zeros large": lambda: tf.zeros([40, 50]),
        "zeros int": lambda: tf.zeros([2, 3], tf.int32),
        "zeros scalar": lambda: tf.zeros([]),
        "zeros of dynamic": lambda: tf.zeros(dynamic(None, 3)),
        "zeros of tensors": lambda: tf.zeros([tf.shape(t(None, 3))[0], 4]),
        "zeros of tensors large": lambda: tf.zeros(tf.stack([tf.shape(t(None, 3))[0], 4])),
        "ones": lambda: tf.ones([2, 3]),
        "ones large": lambda: tf.ones([40, 50]),
        "ones of dynamic": lambda: tf.ones(dynamic(None, 3)),
        "ones of tensors": lambda: tf.ones([tf.shape(t(None, 3))[0], 4]),
        "zeros_like": lambda: tf.zeros_like(t(2, 3)),
        "zeros_like dynamic": lambda: tf.zeros_like(t(None, 3)),
        "zeros_like dtype": lambda: tf.zeros_like(t(None, 3), dtype=tf.int32),
        "zeros_like of variable": lambda: tf.zeros_like(v(2, 3)),
        "zeros_like of large": lambda: tf.zeros_like(t(40, 50)),
        "ones_like": lambda: tf.ones_like(t(2, 3)),
        "ones_like dynamic": lambda: tf.ones_like(t(None, 3)),
        "ones_like dtype": lambda: tf.ones_like(t(None, 3), dtype=tf.int32),
        "ones_like of variable": lambda: tf.ones_like(v(2, 3)),
        "fill": lambda: tf.fill([2, 3], 1.0),
        "fill of dynamic": lambda: tf.fill(dynamic(None, 3), 1.0),
        "fill of tensors": lambda: tf.fill([tf.shape(t(None, 3))[0], 4], t()),
        "constant": lambda: tf.constant([1.0, 2.0]),
        "constant shape": lambda: tf.constant(1.0, shape=[2, 3]),
        "constant int": lambda: tf.constant(1),
        "constant name": lambda: tf.constant([[1, 2]], tf.int64, name="c"),
        "constant string": lambda: tf.constant("x"),
        "convert_to_tensor": lambda: tf.convert_to_tensor([t(), 1.0]),
        "convert_to_tensor nested": lambda: tf.convert_to_tensor([[t(), 1.0], [2.0, t()]]),
        "eye": lambda: tf.eye(3),
        "eye of two": lambda: tf.eye(3, 4),
        "eye batch": lambda: tf.eye(3, batch_shape=[2]),
        "eye dynamic": lambda: tf.eye(tf.shape(t(None, 3))[0]),
        "diag": lambda: tf.diag(t(3)),
        "diag_part": lambda: tf.diag_part(t(3, 3)),
        "matrix_diag": lambda: tf.matrix_diag(t(2, 3)),
        "matrix_diag_part": lambda: tf.matrix_diag_part(t(2, 3, 3)),
        "matrix_set_diag": lambda: tf.matrix_set_diag(t(2, 3, 3), t(2, 3)),
        "matrix_band_part": lambda: tf.matrix_band_part(t(3, 3), -1, 0),
        "meshgrid": lambda: tf.meshgrid(tf.range(3), tf.range(4)),
        "meshgrid ij": lambda: tf.meshgrid(t(3), t(4), indexing="ij"),
        "identity": lambda: tf.identity(t(2, 3)),
        "identity of variable": lambda: tf.identity(v(2, 3)),
        "unique": lambda: tf.unique(t(3, dtype=tf.int32)),
        "unique_with_counts": lambda: tf.unique_with_counts(t(3, dtype=tf.int32)),
        "setdiff1d": lambda: tf.setdiff1d([1, 2, 3], t(3, dtype=tf.int32)),
        "sort": lambda: tf.sort(t(3)),
        "argsort": lambda: tf.argsort(t(3)),
        "sort descending": lambda: tf.sort(t(2, 3), direction="DESCENDING"),
        "searchsorted": lambda: tf.searchsorted(t(3), t(2)),
        "roll": lambda: tf.roll(t(3), 1, 0),
        "repeat": lambda: tf.repeat(t(3), 2, axis=0),
        "dynamic_partition": lambda: tf.dynamic_partition(t(3, 2), [0, 1, 0], 2),
        "dynamic_stitch": lambda: tf.dynamic_stitch([[0, 2], [1]], [t(2, 3), t(1, 3)]),
        "invert_permutation": lambda: tf.invert_permutation(t(3, dtype=tf.int32)),
        "broadcast_to": lambda: tf.broadcast_to(t(3), [2, 3]),
        "broadcast_dynamic_shape": lambda: tf.broadcast_dynamic_shape([2, 1], dynamic(None, 3)),
        "space_to_depth": lambda: tf.space_to_depth(t(1, 4, 4, 1), 2),
        "depth_to_space": lambda: tf.depth_to_space(t(1, 2, 2, 4), 2),
        "space_to_batch": lambda: tf.space_to_batch(t(1, 4, 4, 1), [[0, 0], [0, 0]], 2),
        "extract_image_patches": lambda: tf.extract_image_patches(
            t(1, 4, 4, 1), [1, 2, 2, 1], [1, 1, 1, 1], [1, 1, 1, 1], "VALID"
        ),
        "bitcast": lambda: tf.bitcast(t(2, 3), tf.int32),
        "edit_distance": lambda: tf.edit_distance(
            tf.SparseTensor([[0, 0]], ["a"], [1, 1]), tf.SparseTensor([[0, 0]], ["b"], [1, 1])
        ),
        "sparse_to_dense": lambda: tf.sparse_to_dense([[0, 1]], [2, 2], [1.0]),
        "sparse_tensor_to_dense": lambda: tf.sparse_tensor_to_dense(
            tf.SparseTensor([[0, 0]], t(1), [2, 2])
        ),
        "sparse matmul": lambda: tf.sparse_tensor_dense_matmul(
            tf.SparseTensor([[0, 0]], t(1), [2, 2]), t(2, 3)
        ),
        "sparse_placeholder": lambda: tf.sparse_reduce_sum(
            tf.sparse_placeholder(tf.float32, [2, 2]), 1
        ),
        "placeholder_with_default": lambda: tf.placeholder_with_default(1.0, []),
        "guarantee_const": lambda: tf.guarantee_const(t(2, 3)),
        "required_space": lambda: tf.required_space_to_batch_paddings(dynamic(None, 4), [2, 2]),
        "as_string": lambda: tf.as_string(t(2, 3)),
        "string_join": lambda: tf.string_join([t(2, dtype=tf.string), "x"], "-"),
        "string_split": lambda: tf.string_split(t(2, dtype=tf.string)).values,
        "substr": lambda: tf.substr(t(2, dtype=tf.string), 0, 2),
        "string_to_number": lambda: tf.string_to_number(t(2, dtype=tf.string)),
        "decode_raw": lambda: tf.decode_raw(t(2, dtype=tf.string), tf.uint8),
        "parse_single_example": lambda: tf.parse_single_example(
            t(dtype=tf.string),
            {"x": tf.FixedLenFeature([2], tf.float32), "y": tf.VarLenFeature(tf.int64)},
        ),
        "parse_single_sequence_example": lambda: tf.parse_single_sequence_example(
            text(), *sequence_features()
        ),
        "parse_single_sequence_example of lists": lambda: tf.parse_single_sequence_example(
            text(), None, sequence_features()[1], example_name="name"
        ),
        "parse_single_sequence_example of context": lambda: tf.parse_single_sequence_example(
            text(), sequence_features()[0]
        ),
        "parse_sequence_example": lambda: tf.io.parse_sequence_example(
            text(2), *sequence_features()
        ),
        "parse_sequence_example named": lambda: tf.io.parse_sequence_example(
            text(2), None, sequence_features()[1], example_names=["a", "b"], name="parsed"
        ),
        "parse_example": lambda: tf.parse_example(
            t(None, dtype=tf.string), {"x": tf.FixedLenFeature([2], tf.float32)}
        ),
        "py_func": lambda: tf.py_func(abs, [t(2, 3)], tf.float32),
        "ensure_shape": lambda: tf.ensure_shape(t(None, 3), [2, 3]),
        "quantize": lambda: tf.fake_quant_with_min_max_args(t(2, 3)),
    }
