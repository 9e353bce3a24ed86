"""tf.* and tf.math: operators, arithmetic, comparisons, casts, conversions."""

from tests.graphs.constructs import words

BINARY = words(
    "add subtract multiply divide div truediv floordiv floormod mod pow maximum minimum "
    "squared_difference realdiv truncatediv div_no_nan atan2 equal not_equal less greater_equal"
)
UNARY = words(
    "abs negative sign square sqrt rsqrt exp log log1p expm1 sin cos tan tanh sigmoid floor ceil "
    "round reciprocal erf lgamma digamma asin acos atan sinh cosh identity ones_like zeros_like "
    "stop_gradient is_nan rint"
)


def constructs(tf, t, v):
    table = {}

    def binary(name):
        function = getattr(tf, name)
        table[name] = lambda: function(t(2, 3), t(2, 3))
        table[name + " broadcast"] = lambda: function(t(2, 3), t(3))
        table[name + " dynamic"] = lambda: function(t(None, 3), t(3))
        table[name + " number"] = lambda: function(t(2, 3), 2.0)

    def unary(name):
        table[name] = lambda: getattr(tf, name)(t(2, 3))

    for name in BINARY:
        binary(name)
    for name in UNARY:
        unary(name)
    int32 = tf.int32
    table.update(
        {
            "sign of a number": lambda: tf.sign(-2.0),
            "xdivy": lambda: tf.math.xdivy(t(2, 3), t(3)),
            "bessel_i0e": lambda: tf.math.bessel_i0e(t(2, 3)),
            "bessel_i1e": lambda: tf.math.bessel_i1e(t(2, 3)),
            "a + b": lambda: t(2, 3) + t(2, 3),
            "a + 1": lambda: t(2, 3) + 1,
            "1 + a": lambda: 1 + t(2, 3),
            "a - b": lambda: t(2, 3) - t(3),
            "1 - a": lambda: 1 - t(2, 3),
            "a * b": lambda: t(2, 3) * t(3),
            "2 * a": lambda: 2 * t(2, 3),
            "a / b": lambda: t(2, 3) / t(3),
            "a / 2": lambda: t(2, 3) / 2,
            "1 / a": lambda: 1 / t(2, 3),
            "a // b": lambda: t(2, 3) // t(3),
            "a % b": lambda: t(2, 3) % t(3),
            "a ** 2": lambda: t(2, 3) ** 2,
            "2 ** a": lambda: 2 ** t(2, 3),
            "-a": lambda: -t(2, 3),
            "abs(a)": lambda: abs(t(2, 3)),
            "a @ b": lambda: tf.matmul(t(2, 3), t(3, 2)),
            "a == b": lambda: t(2, 3) == t(2, 3),
            "a < b": lambda: t(2, 3) < t(2, 3),
            "a > 0": lambda: t(2, 3) > 0,
            "not b": lambda: ~(t(2, 3) > 0),
            "a & b": lambda: (t(2, 3) > 0) & (t(2, 3) < 1),
            "a ^ b": lambda: (t(2, 3) > 0) ^ (t(2, 3) < 1),
            "logical_xor": lambda: tf.logical_xor(t(2, 3) > 0, t(2, 3) < 1),
            "int a + b": lambda: t(2, dtype=int32) + t(2, dtype=int32),
            "int a / b": lambda: t(2, dtype=int32) / t(2, dtype=int32),
            "int a // b": lambda: t(2, dtype=int32) // t(2, dtype=int32),
            "int a % b": lambda: t(2, dtype=int32) % 3,
            "string add": lambda: tf.add(t(2, dtype=tf.string), "x"),
            "string a + b": lambda: t(2, dtype=tf.string) + "x",
            "v + a": lambda: v(2, 3) + t(2, 3),
            "a + v": lambda: t(2, 3) + v(3),
            "v * 2": lambda: v(2, 3) * 2,
            "v ** 2": lambda: v(2, 3) ** 2,
            "1 - v": lambda: 1 - v(2, 3),
            "v / v": lambda: v(2, 3) / v(2, 3),
            "-v": lambda: -v(2, 3),
            "numpy + a": lambda: [1.0, 2.0, 3.0] + t(2, 3),
            "complex a + b": lambda: t(2, dtype=tf.complex64) + t(2, dtype=tf.complex64),
            "complex a * b": lambda: t(2, dtype=tf.complex64) * t(2, dtype=tf.complex64),
            "complex": lambda: tf.complex(t(2), t(2)),
            "real imag angle": lambda: [
                f(tf.complex(t(2), t(2))) for f in (tf.real, tf.imag, tf.angle, tf.conj, tf.abs)
            ],
            "add_n": lambda: tf.add_n([t(2, 3), t(2, 3), t(2, 3)]),
            "add_n of one": lambda: tf.add_n([t(2, 3)]),
            "add_n of variables": lambda: tf.add_n([v(2, 3), v(2, 3)]),
            "accumulate_n": lambda: tf.accumulate_n([t(2, 3), t(2, 3)]),
            "cast": lambda: tf.cast(t(2, 3), tf.int32),
            "cast of float": lambda: tf.cast(t(2, 3), tf.float64),
            "cast of int": lambda: tf.cast(t(2, 3, dtype=tf.int32), tf.float32),
            "cast to itself": lambda: tf.cast(t(2, 3), tf.float32),
            "cast of bool": lambda: tf.cast(t(2, 3) > 0, tf.float32),
            "cast of number": lambda: tf.cast(3, tf.float32),
            "cast of number to itself": lambda: tf.cast(3.0, tf.float32),
            "to_float": lambda: tf.to_float(t(2, dtype=tf.int32)),
            "to_int32": lambda: tf.to_int32(t(2)),
            "to_int64": lambda: tf.to_int64(t(2)),
            "saturate_cast": lambda: tf.saturate_cast(t(2, 3), tf.uint8),
            "scalar_mul": lambda: tf.scalar_mul(2.0, t(2, 3)),
            "scalar_mul of tensor": lambda: tf.scalar_mul(t(), t(2, 3)),
            "cumsum": lambda: tf.cumsum(t(2, 3)),
            "cumulative_logsumexp": lambda: tf.math.cumulative_logsumexp(t(2, 3), 1),
            "cumsum axis": lambda: tf.cumsum(t(2, 3), axis=1, exclusive=True, reverse=True),
            "cumprod": lambda: tf.cumprod(t(2, 3)),
            "lin_space": lambda: tf.linspace(0.0, 1.0, 5),
            "range": lambda: tf.range(5),
            "range of float": lambda: tf.range(0.0, 5.0, 0.5),
            "range of tensor": lambda: tf.range(t(dtype=tf.int32)),
            "range of three": lambda: tf.range(0, t(dtype=tf.int32), 2),
            "range dtype": lambda: tf.range(5, dtype=tf.float32),
            "polyval": lambda: tf.math.polyval([t(2), t(2), t(2)], t(2)),
            "bincount": lambda: tf.bincount(t(3, dtype=tf.int32)),
            "bincount weights": lambda: tf.bincount(t(3, dtype=tf.int32), t(3)),
            "bincount minlength": lambda: tf.bincount(t(3, dtype=int32), minlength=4, maxlength=9),
            "confusion_matrix": lambda: tf.confusion_matrix(t(3, dtype=int32), t(3, dtype=int32)),
            "confusion_matrix of 3": lambda: tf.confusion_matrix([1, 2], [0, 2], num_classes=3),
            "clip_by_value": lambda: tf.clip_by_value(t(2, 3), 0.0, 1.0),
            "clip_by_value of tensors": lambda: tf.clip_by_value(t(2, 3), t(), t()),
            "clip_by_norm": lambda: tf.clip_by_norm(t(2, 3), 1.0),
            "clip_by_norm of a tensor": lambda: tf.clip_by_norm(t(2, 3), t()),
            "clip_by_norm axes": lambda: tf.clip_by_norm(t(2, 3), 1.0, axes=[1]),
            "pow of complex": lambda: tf.abs(tf.pow(tf.complex(t(3), t(3)), tf.complex(t(), t()))),
            "clip_by_average_norm": lambda: tf.clip_by_average_norm(t(2, 3), 1.0),
            "clip_by_global_norm": lambda: tf.clip_by_global_norm([t(2, 3), t(3)], 1.0)[0],
            "global_norm": lambda: tf.global_norm([t(2, 3), t(3)]),
            "betainc": lambda: tf.betainc(t(2), t(2), t(2)),
            "lbeta": lambda: tf.lbeta(t(2, 3)),
            "segment_sum": lambda: tf.segment_sum(t(3, 2), [0, 0, 1]),
            "segment_mean": lambda: tf.segment_mean(t(3, 2), [0, 0, 1]),
            "segment_max": lambda: tf.segment_max(t(3, 2), [0, 0, 1]),
            "unsorted_segment_sum": lambda: tf.unsorted_segment_sum(t(3, 2), [0, 0, 1], 2),
            "unsorted_segment_mean": lambda: tf.unsorted_segment_mean(t(3, 2), [0, 0, 1], 2),
            "unsorted_segment_max": lambda: tf.unsorted_segment_max(t(3, 2), [0, 0, 1], 2),
            "matmul": lambda: tf.matmul(t(2, 3), t(3, 4)),
            "matmul transpose": lambda: tf.matmul(t(2, 3), t(4, 3), transpose_b=True),
            "matmul transpose_a": lambda: tf.matmul(t(3, 2), t(3, 4), transpose_a=True),
            "matmul both": lambda: tf.matmul(t(3, 2), t(4, 3), transpose_a=True, transpose_b=True),
            "matmul of variable": lambda: tf.matmul(t(None, 3), v(3, 4)),
            "matmul of rank 3": lambda: tf.matmul(t(5, 2, 3), t(5, 3, 4)),
            "matmul of rank 3 transpose": lambda: tf.matmul(
                t(5, 2, 3), t(5, 4, 3), transpose_b=True
            ),
            "tensordot": lambda: tf.tensordot(t(2, 3), t(3, 4), 1),
            "tensordot of rank 3": lambda: tf.tensordot(t(5, 2, 3), v(3, 4), [[2], [0]]),
            "tensordot dynamic": lambda: tf.tensordot(t(None, 2, 3), v(3, 4), [[2], [0]]),
            "tensordot of all": lambda: tf.tensordot(t(2, 3), t(2, 3), 2),
            "tensordot first": lambda: tf.tensordot(t(3, 2), t(3, 4), [[0], [0]]),
            "einsum": lambda: tf.einsum("ij,jk->ik", t(2, 3), t(3, 4)),
            "einsum of rank 3": lambda: tf.einsum("bij,bjk->bik", t(5, 2, 3), t(5, 3, 4)),
            "trace": lambda: tf.trace(t(3, 3)),
            "top_k": lambda: tf.nn.top_k(t(2, 3), 2),
            "in_top_k": lambda: tf.nn.in_top_k(t(2, 3), [0, 1], 1),
            "argmax": lambda: tf.argmax(t(2, 3), 1),
            "argmax of 0": lambda: tf.argmax(t(2, 3)),
            "argmin": lambda: tf.argmin(t(2, 3), axis=1, output_type=tf.int32),
            "l2_normalize": lambda: tf.nn.l2_normalize(t(2, 3), 1),
            "is_finite": lambda: tf.is_finite(t(2, 3)),
            "check_numerics": lambda: tf.check_numerics(t(2, 3), "x"),
            "verify_tensor_all_finite": lambda: tf.verify_tensor_all_finite(t(2, 3), "x"),
            "cross": lambda: tf.cross(t(2, 3), t(2, 3)),
            "count_nonzero": lambda: tf.count_nonzero(t(2, 3)),
            "count_nonzero of bool": lambda: tf.count_nonzero(t(2, 3, dtype=tf.bool)),
            "histogram_fixed_width": lambda: tf.histogram_fixed_width(t(4), [0.0, 1.0], nbins=5),
            "histogram_fixed_width_bins": lambda: tf.histogram_fixed_width_bins(t(4), [0.0, 1.0]),
            "count_nonzero axis": lambda: tf.count_nonzero(t(2, 3), axis=1),
        }
    )
    return table
