"""Names that TensorFlow dropped in release 1.0, as data: what to use instead of each.

This module imports nothing.
"""

_LINEAR_ALGEBRA = (
    "cholesky cholesky_solve fft fft2d fft3d ifft ifft2d ifft3d self_adjoint_eig "
    "self_adjoint_eigvals svd matrix_band_part matrix_determinant matrix_diag matrix_diag_part "
    "matrix_inverse matrix_set_diag matrix_solve matrix_solve_ls matrix_transpose "
    "matrix_triangular_solve"
)
_EXAMPLES = "BytesList Example Feature Features FloatList Int64List SequenceExample"

OLDER: dict[str, str] = {
    **{f"tensorflow.batch_{name}": f"tf.{name}" for name in _LINEAR_ALGEBRA.split()},
    **{f"tensorflow.{name}": f"tf.train.{name}" for name in _EXAMPLES.split()},
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
    "tensorflow.mul": "tf.multiply",
    "tensorflow.neg": "tf.negative",
    "tensorflow.nn.bidirectional_rnn": "tf.nn.static_bidirectional_rnn",
    "tensorflow.nn.rnn": "tf.nn.static_rnn",
    "tensorflow.nn.seq2seq": "tf.contrib.legacy_seq2seq",
    "tensorflow.nn.state_saving_rnn": "tf.nn.static_state_saving_rnn",
    "tensorflow.pack": "tf.stack",
    "tensorflow.scalar_summary": "tf.summary.scalar",
    "tensorflow.select": "tf.where",
    "tensorflow.sub": "tf.subtract",
    "tensorflow.train.SummaryWriter": "tf.summary.FileWriter",
    "tensorflow.unpack": "tf.unstack",
}
