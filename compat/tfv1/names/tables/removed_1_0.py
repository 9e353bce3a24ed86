"""Names and arguments that TensorFlow changed in release 1.0, as data: what to use instead.

This module imports nothing.
"""

_LINEAR_ALGEBRA = (
    "cholesky cholesky_solve fft fft2d fft3d ifft ifft2d ifft3d self_adjoint_eig "
    "self_adjoint_eigvals svd matrix_band_part matrix_determinant matrix_diag matrix_diag_part "
    "matrix_inverse matrix_set_diag matrix_solve matrix_solve_ls matrix_transpose "
    "matrix_triangular_solve"
)
_RNN = "bidirectional_rnn rnn state_saving_rnn"
_EXAMPLES = "BytesList Example Feature Features FloatList Int64List SequenceExample"

OLDER: dict[str, str] = {
    **{f"tensorflow.batch_{name}": f"tf.{name}" for name in _LINEAR_ALGEBRA.split()},
    **{f"tensorflow.{name}": f"tf.train.{name}" for name in _EXAMPLES.split()},
    **{f"tensorflow.nn.{name}": f"tf.nn.static_{name}" for name in _RNN.split()},
    **{f"tensorflow.models.rnn.rnn.{name}": f"tf.nn.static_{name}" for name in _RNN.split()},
    **{
        f"tensorflow.python.ops.rnn.{name}": f"tensorflow.python.ops.rnn.static_{name}"
        for name in _RNN.split()
    },
    "tensorflow.audio_summary": "tf.summary.audio",
    "tensorflow.batch_matmul": "tf.matmul",
    "tensorflow.complex_abs": "tf.abs",
    "tensorflow.concat_v2": "tf.concat",
    "tensorflow.histogram_summary": "tf.summary.histogram",
    "tensorflow.image.per_image_whitening": "tf.image.per_image_standardization",
    "tensorflow.image_summary": "tf.summary.image",
    "tensorflow.inv": "tf.reciprocal",
    "tensorflow.listdiff": "tf.setdiff1d",
    "tensorflow.merge_all_summaries": "tf.summary.merge_all",
    "tensorflow.merge_summary": "tf.summary.merge",
    "tensorflow.models": "tf.nn and tf.contrib.rnn",
    "tensorflow.models.rnn.rnn": "tf.nn",
    "tensorflow.models.rnn.rnn_cell": "tf.nn.rnn_cell",
    "tensorflow.models.rnn.seq2seq": "tf.contrib.legacy_seq2seq",
    "tensorflow.mul": "tf.multiply",
    "tensorflow.neg": "tf.negative",
    "tensorflow.nn.seq2seq": "tf.contrib.legacy_seq2seq",
    "tensorflow.pack": "tf.stack",
    "tensorflow.python.ops.seq2seq": "tf.contrib.legacy_seq2seq",
    "tensorflow.scalar_summary": "tf.summary.scalar",
    "tensorflow.select": "tf.where",
    "tensorflow.split_v": "tf.split",
    "tensorflow.sub": "tf.subtract",
    "tensorflow.train.SummaryWriter": "tf.summary.FileWriter",
    "tensorflow.train.SummaryWriterCache": "tf.summary.FileWriterCache",
    "tensorflow.unpack": "tf.unstack",
}

_SAMPLED = (
    "weights biases | inputs labels num_sampled num_classes num_true sampled_values "
    "remove_accidental_hits partition_strategy name"
)

# Where the parameters have changed: each as old:new, in the old order. One without a new name has
# no equivalent. Those before the bar are in the same position today.
ARGUMENTS = {
    "tensorflow.SparseTensor": "indices values shape:dense_shape |",
    "tensorflow.audio_summary": "tag:name tensor sample_rate max_outputs collections | name:",
    "tensorflow.batch_matmul": "x:a y:b | adj_x:adjoint_a adj_y:adjoint_b name",
    "tensorflow.concat": "| concat_dim:axis values name",
    "tensorflow.histogram_summary": "tag:name values collections | name:",
    "tensorflow.image_summary": "tag:name tensor max_images:max_outputs collections | name:",
    "tensorflow.listdiff": "x y out_idx:index_dtype name |",
    "tensorflow.nn.ctc_loss": (
        "| inputs labels sequence_length preprocess_collapse_repeated ctc_merge_repeated time_major"
    ),
    "tensorflow.nn.log_poisson_loss": "| log_input targets compute_full_loss name",
    "tensorflow.nn.nce_loss": _SAMPLED,
    "tensorflow.nn.sampled_softmax_loss": _SAMPLED,
    "tensorflow.nn.sigmoid_cross_entropy_with_logits": "| logits targets:labels name",
    "tensorflow.nn.softmax_cross_entropy_with_logits": "| logits labels dim name",
    "tensorflow.nn.sparse_softmax_cross_entropy_with_logits": "| logits labels name",
    "tensorflow.nn.weighted_cross_entropy_with_logits": "| logits targets pos_weight name",
    **{
        f"tensorflow.nn.rnn_cell.{kind}Cell": "num_units input_size: |"
        for kind in ("BasicLSTM", "BasicRNN", "GRU", "LSTM")
    },
    "tensorflow.reverse": "tensor dims:axis name |",
    "tensorflow.scalar_summary": "tags:name values:tensor collections | name:",
    "tensorflow.select": "condition t:x e:y name |",
    "tensorflow.sparse_split": "| split_dim:axis num_split sp_input name",
    "tensorflow.split": "| split_dim:axis num_split:num_or_size_splits value name",
    "tensorflow.split_v": "value size_splits:num_or_size_splits split_dim:axis num name |",
}
