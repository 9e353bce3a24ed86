"""tf.linalg and its older names, and tf.fft."""


def constructs(tf, t, v):
    operator = tf.linalg.LinearOperatorFullMatrix
    triangular = tf.linalg.LinearOperatorLowerTriangular

    def positive(matrix):
        return operator(matrix, is_self_adjoint=True, is_positive_definite=True)

    def updated(**options):
        base = tf.linalg.LinearOperatorDiag(t(3), is_non_singular=True, **options)
        return tf.linalg.LinearOperatorLowRankUpdate(base, t(3, 2), **options)

    structured = {
        "kronecker": lambda: tf.linalg.LinearOperatorKronecker(
            [positive(t(2, 2)), positive(t(3, 3))]
        ),
        "blocks": lambda: tf.linalg.LinearOperatorBlockDiag(
            [positive(t(2, 2)), tf.linalg.LinearOperatorDiag(t(4))]
        ),
        "householder": lambda: tf.linalg.LinearOperatorHouseholder(t(6)),
        "toeplitz": lambda: tf.linalg.LinearOperatorToeplitz(t(6), t(6)),
        "circulant": lambda: tf.linalg.LinearOperatorCirculant(
            tf.cast(t(6), tf.complex64), input_output_dtype=tf.float32
        ),
        "circulant 2D": lambda: tf.linalg.LinearOperatorCirculant2D(
            tf.cast(t(2, 3), tf.complex64), input_output_dtype=tf.float32
        ),
    }
    uses = {
        "matvec": lambda a: a.matvec(t(6)),
        "solve": lambda a: a.solve(t(6, 2)),
        "matmul adjoint": lambda a: a.matmul(t(6, 2), adjoint=True),
        "dense": lambda a: a.to_dense(),
        "trace": lambda a: a.trace(),
        "determinant": lambda a: a.log_abs_determinant(),
        "adjoint": lambda a: a.H.matvec(t(6)),
    }

    def used(make, use):
        return lambda: use(make())

    table = {
        f"operator {name} {what}": used(make, use)
        for name, make in structured.items()
        for what, use in uses.items()
    }
    table["operator kronecker cholesky"] = lambda: structured["kronecker"]().cholesky().to_dense()
    table["operator diag inverse"] = lambda: tf.linalg.LinearOperatorDiag(t(3)).inverse().to_dense()
    return {
        **table,
        "cholesky": lambda: tf.cholesky(t(3, 3)),
        "cholesky_solve": lambda: tf.cholesky_solve(t(3, 3), t(3, 2)),
        "matrix_inverse": lambda: tf.matrix_inverse(t(3, 3)),
        "matrix_inverse adjoint": lambda: tf.matrix_inverse(t(3, 3), adjoint=True),
        "matrix_solve": lambda: tf.matrix_solve(t(3, 3), t(3, 2)),
        "matrix_solve_ls": lambda: tf.matrix_solve_ls(t(4, 3), t(4, 2)),
        "matrix_triangular_solve": lambda: tf.matrix_triangular_solve(t(3, 3), t(3, 2)),
        "matrix_determinant": lambda: tf.matrix_determinant(t(3, 3)),
        "slogdet": lambda: tf.linalg.slogdet(t(3, 3)),
        "logdet": lambda: tf.linalg.logdet(t(3, 3)),
        "qr": lambda: tf.qr(t(4, 3)),
        "svd": lambda: tf.svd(t(4, 3)),
        "self_adjoint_eig": lambda: tf.self_adjoint_eig(t(3, 3)),
        "expm": lambda: tf.linalg.expm(t(3, 3)),
        "trace": lambda: tf.linalg.trace(t(3, 3)),
        "tensor_diag": lambda: tf.linalg.tensor_diag(t(3)),
        "diag": lambda: tf.linalg.diag(t(3)),
        "diag k": lambda: tf.linalg.diag(t(3), k=1),
        "diag_part": lambda: tf.linalg.diag_part(t(3, 3)),
        "set_diag": lambda: tf.linalg.set_diag(t(3, 3), t(3)),
        "band_part": lambda: tf.linalg.band_part(t(3, 3), 1, 0),
        "norm fro": lambda: tf.linalg.norm(t(3, 3), "fro", axis=[0, 1]),
        "norm euclidean": lambda: tf.linalg.norm(t(3, 3), "euclidean"),
        "matvec": lambda: tf.linalg.matvec(t(2, 3), t(3)),
        "l2_normalize": lambda: tf.linalg.l2_normalize(t(2, 3), 1),
        "adjoint": lambda: tf.linalg.adjoint(t(2, 3)),
        "tridiagonal_solve": lambda: tf.linalg.tridiagonal_solve(t(3, 3), t(3)),
        "operator matmul": lambda: operator(t(3, 3)).matmul(t(3, 2)),
        "operator solve": lambda: positive(t(3, 3)).solve(t(2, 3, 2)),
        "operator triangular solve": lambda: triangular(t(3, 3)).solve(t(3, 2)),
        "operator triangular solve adjoint": lambda: triangular(t(2, 3, 3)).solve(t(3, 2), True),
        "operator diag": lambda: tf.linalg.LinearOperatorDiag(t(3)).to_dense(),
        "operator identity": lambda: tf.linalg.LinearOperatorIdentity(3).matmul(t(3, 2)),
        "operator low rank solve": lambda: updated().solve(t(3, 2)),
        "operator low rank solve adjoint": lambda: updated().solve(t(3, 2), adjoint=True),
        "operator low rank solve of positive": lambda: updated(
            is_positive_definite=True, is_self_adjoint=True
        ).solve(t(3, 2)),
        "operator low rank determinant": lambda: updated().log_abs_determinant(),
        "operator low rank diag_part": lambda: updated().diag_part(),
        "fft": lambda: tf.abs(tf.fft(tf.cast(t(4), tf.complex64))),
        "rfft": lambda: tf.abs(tf.signal.rfft(t(4))),
        "irfft": lambda: tf.signal.irfft(tf.cast(t(3), tf.complex64)),
        "fft2d": lambda: tf.abs(tf.fft2d(tf.cast(t(4, 4), tf.complex64))),
        "stft": lambda: tf.abs(tf.signal.stft(t(1, 32), 8, 4)),
        "hann_window": lambda: tf.signal.hann_window(8),
        "frame": lambda: tf.signal.frame(t(1, 32), 8, 4),
        "dct": lambda: tf.signal.dct(t(2, 8)),
    }
