"""tf.ragged, and what of tf.strings makes ragged tensors."""


def constructs(tf, t, v):
    ragged, strings = tf.RaggedTensor, tf.strings

    def numbers(*values, **options):
        return tf.constant(values, options.get("dtype", tf.int64))

    def of_splits(**options):
        return ragged.from_row_splits(t(5), numbers(0, 2, 5), **options)

    def of_lengths(**options):
        return ragged.from_row_lengths(t(5), numbers(2, 3), **options)

    def of_unknown(**options):
        return ragged.from_row_splits(t(None), t(None, dtype=tf.int64), **options)

    def of_rows(**options):
        return ragged.from_row_splits(t(None, 4), t(3, dtype=tf.int64), **options)

    def nested():
        splits = numbers(0, 1, 3), numbers(0, 2, 2, 5)
        return ragged.from_nested_row_splits(t(5), splits)

    def text(*shape):
        return tf.placeholder(tf.string, shape)

    def flat(x):
        return x.flat_values if isinstance(x, ragged) else x

    return {
        "from_row_splits": lambda: flat(of_splits()),
        "from_row_splits unchecked": lambda: flat(of_splits(validate=False)),
        "from_row_splits unknown": lambda: flat(of_unknown()),
        "from_row_splits of rows": lambda: flat(of_rows()),
        "from_row_splits int32": lambda: flat(
            ragged.from_row_splits(t(5), numbers(0, 2, 5, dtype=tf.int32))
        ),
        "from_row_lengths": lambda: flat(of_lengths()),
        "from_row_lengths unknown": lambda: flat(
            ragged.from_row_lengths(t(None), t(None, dtype=tf.int64))
        ),
        "from_value_rowids": lambda: flat(
            ragged.from_value_rowids(t(5), numbers(0, 0, 1, 1, 2), nrows=4)
        ),
        "from_value_rowids unknown": lambda: flat(
            ragged.from_value_rowids(t(None), t(None, dtype=tf.int64))
        ),
        "from_row_starts": lambda: flat(ragged.from_row_starts(t(5), numbers(0, 2))),
        "from_row_limits": lambda: flat(ragged.from_row_limits(t(5), numbers(2, 5))),
        "from_uniform": lambda: flat(ragged.from_tensor(t(2, 3))),
        "from_uniform of rank 3": lambda: flat(ragged.from_tensor(t(None, 3, 2))),
        "from_tensor": lambda: flat(ragged.from_tensor(t(2, 3), padding=0.0)),
        "from_tensor of lengths": lambda: flat(ragged.from_tensor(t(2, 3), lengths=[1, 2])),
        "from_sparse": lambda: flat(
            ragged.from_sparse(tf.SparseTensor([[0, 0], [1, 0]], t(2), [2, 3]))
        ),
        "nested": lambda: flat(nested()),
        "constant": lambda: flat(tf.ragged.constant([[1.0, 2.0], [3.0]])),
        "to_tensor": lambda: of_splits().to_tensor(),
        "to_tensor unknown": lambda: of_unknown().to_tensor(),
        "to_tensor of rows": lambda: of_rows().to_tensor(),
        "to_tensor default": lambda: of_lengths().to_tensor(-1.0),
        "to_tensor of rows default": lambda: of_rows().to_tensor(-1.0),
        "to_tensor of rows padded": lambda: of_rows().to_tensor([1.0, 2.0, 3.0, 4.0]),
        "to_tensor nested default": lambda: nested().to_tensor(-1.0),
        "to_tensor nested": lambda: nested().to_tensor(),
        "to_sparse": lambda: of_splits().to_sparse().values,
        "row_lengths": lambda: of_splits().row_lengths(),
        "row_lengths of lengths": lambda: of_lengths().row_lengths(),
        "value_rowids": lambda: of_splits().value_rowids(),
        "nrows": lambda: of_splits().nrows(),
        "row_starts": lambda: (of_splits().row_starts(), of_splits().row_limits()),
        "bounding_shape": lambda: of_splits().bounding_shape(),
        "reduce_sum": lambda: tf.reduce_sum(of_splits(), axis=1),
        "reduce_mean": lambda: tf.reduce_mean(of_splits(), axis=1),
        "reduce_max": lambda: tf.reduce_max(of_unknown(), axis=1),
        "concat": lambda: flat(tf.concat([of_splits(), of_splits()], axis=1)),
        "concat of rows": lambda: flat(tf.concat([of_splits(), of_splits()], axis=0)),
        "map_flat_values": lambda: flat(tf.ragged.map_flat_values(tf.square, of_splits())),
        "add": lambda: flat(of_splits() + 1.0),
        "gather": lambda: flat(tf.gather(of_splits(), [1, 0])),
        "embedding_lookup": lambda: flat(
            tf.ragged.map_flat_values(
                tf.nn.embedding_lookup,
                v(5, 2),
                ragged.from_row_lengths(numbers(1, 2, 3), numbers(1, 2)),
            )
        ),
        "row": lambda: of_splits()[0],
        "range": lambda: flat(tf.ragged.range([3, 5])),
        "unicode_decode": lambda: flat(strings.unicode_decode(text(2), "UTF-8")),
        "unicode_decode to_tensor": lambda: strings.unicode_decode(text(2), "UTF-8").to_tensor(),
        "unicode_decode scalar": lambda: strings.unicode_decode(text(), "UTF-8"),
        "unicode_split": lambda: flat(strings.unicode_split(text(2), "UTF-8")),
        "unicode_encode": lambda: strings.unicode_encode(
            strings.unicode_decode(text(2), "UTF-8"), "UTF-8"
        ),
        "split": lambda: strings.split(text(2)).values,
        "split ragged": lambda: flat(strings.split(text(2), result_type="RaggedTensor")),
        "split of scalar": lambda: strings.split([text()], " ").values,
        "bytes_split": lambda: flat(strings.bytes_split(text(2))),
        "ngrams": lambda: flat(
            strings.ngrams(strings.split(text(2), result_type="RaggedTensor"), 2, separator=" ")
        ),
    }
