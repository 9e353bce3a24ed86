"""cond, while_loop, case, assertions, TensorArray, map_fn and their kin."""


def constructs(tf, t, v):
    def predicate():
        return t() > 0

    def loop(body, *values, **options):
        return tf.while_loop(lambda i, *_: i < 3, body, (0,) + values, **options)

    def loop_with_variable():
        w = v(3, 3)
        return loop(lambda i, x: (i + 1, tf.nn.tanh(tf.matmul(x, w))), t(2, 3))

    def loop_with_array():
        array = tf.TensorArray(tf.float32, 3)
        x = t(2, 3)
        return loop(lambda i, a: (i + 1, a.write(i, x * 2.0)), array)[1].stack()

    def loop_in_loop():
        def inner(x):
            return tf.while_loop(lambda j, y: j < 2, lambda j, y: (j + 1, y * 2.0), [0, x])[1]

        return loop(lambda i, x: (i + 1, inner(x)), t(2, 3))

    def cond_in_loop():
        return loop(lambda i, x: (i + 1, tf.cond(i > 1, lambda: x * 2.0, lambda: x + 1.0)), t(2, 3))

    def array():
        a = tf.TensorArray(tf.float32, size=3).unstack(t(3, 2))
        return a.read(0), a.stack(), a.concat(), a.size(), a.gather([0, 1])

    def array_dynamic():
        a = tf.TensorArray(tf.float32, size=0, dynamic_size=True)
        return a.write(0, t(2)).write(1, t(2)).stack()

    def array_split():
        return tf.TensorArray(tf.float32, 2).split(t(4, 2), [2, 2]).read(0)

    def asserted():
        with tf.control_dependencies([tf.assert_equal(t(2), t(2))]):
            return tf.identity(t(2))

    x3 = lambda: t(3, 2)  # noqa: E731
    return {
        "switch_case": lambda: tf.switch_case(
            t(dtype=tf.int32), [lambda: t(2) + 1.0, lambda: tf.zeros([2])]
        ),
        "cond": lambda: tf.cond(predicate(), lambda: t(2) * 2.0, lambda: t(2) + 1.0),
        "cond of captured": lambda: (
            lambda x: tf.cond(predicate(), lambda: x * 2.0, lambda: x + 1.0)
        )(t(2, 3)),
        "cond of variables": lambda: (
            lambda w: tf.cond(predicate(), lambda: w * 2.0, lambda: w + 1.0)
        )(v(2, 3)),
        "cond of several": lambda: (
            lambda x: tf.cond(predicate(), lambda: (x, x * 2.0), lambda: (x + 1.0, x))
        )(t(2, 3)),
        "cond nested": lambda: (
            lambda x: tf.cond(
                predicate(),
                lambda: tf.cond(x[0] > 1.0, lambda: x, lambda: x * 2.0),
                lambda: x + 1.0,
            )
        )(t(2)),
        "cond of dropout": lambda: (
            lambda x: tf.cond(predicate(), lambda: tf.nn.dropout(x, 0.5), lambda: x)
        )(t(2, 3)),
        "cond of constants": lambda: tf.cond(predicate(), lambda: 1.0, lambda: 2.0),
        "cond of assign": lambda: (
            lambda w: tf.cond(predicate(), lambda: tf.assign(w, [1.0, 2.0]), lambda: tf.identity(w))
        )(v(2)),
        "case": lambda: tf.case(
            [(predicate(), lambda: tf.constant(1.0)), (predicate(), lambda: tf.constant(2.0))],
            default=lambda: tf.constant(3.0),
        ),
        "case exclusive": lambda: tf.case(
            [(predicate(), lambda: tf.constant(1.0)), (predicate(), lambda: tf.constant(2.0))],
            exclusive=True,
        ),
        "while_loop": lambda: loop(lambda i: i + 1),
        "while_loop of floats": lambda: loop(lambda i, x: (i + 1, x * 2.0), t(2, 3)),
        "while_loop of sums": lambda: loop(lambda i, x: (i + 1, x + t(3)), t(2, 3)),
        "while_loop of variable": loop_with_variable,
        "while_loop of array": loop_with_array,
        "while_loop in loop": loop_in_loop,
        "while_loop with cond": cond_in_loop,
        "while_loop shapes": lambda: tf.while_loop(
            lambda i, x: i < 3,
            lambda i, x: (i + 1, tf.concat([x, x], 0)),
            [0, t(1, 2)],
            shape_invariants=[tf.TensorShape([]), tf.TensorShape([None, 2])],
        ),
        "while_loop back_prop": lambda: loop(
            lambda i, x: (i + 1, x * 2.0), t(2, 3), back_prop=False, parallel_iterations=1
        ),
        "while_loop maximum": lambda: tf.while_loop(
            lambda x: True, lambda x: x * 2.0, [t()], maximum_iterations=4
        ),
        "TensorArray": array,
        "TensorArray dynamic": array_dynamic,
        "TensorArray split": array_split,
        "map_fn": lambda: tf.map_fn(lambda x: x * 2.0, x3()),
        "map_fn dynamic": lambda: tf.map_fn(lambda x: x * 2.0, t(None, 2)),
        "map_fn of two": lambda: tf.map_fn(
            lambda x: x[0] * x[1], (t(3, 2), t(3, 2)), dtype=tf.float32
        ),
        "scan": lambda: tf.scan(lambda a, x: a + x, x3()),
        "scan initializer": lambda: tf.scan(lambda a, x: a * 0.9 + x, x3(), t(2), reverse=True),
        "foldl": lambda: tf.foldl(lambda a, x: a + x, x3()),
        "foldr": lambda: tf.foldr(lambda a, x: a + x, x3()),
        "group": lambda: tf.group(tf.assign(v(2), [1.0, 2.0]), tf.no_op()),
        "tuple": lambda: tf.tuple([t(2), t(3)]),
        "with_dependencies": lambda: asserted(),
        "control_dependencies": lambda: asserted() + 1.0,
        "no_op": lambda: tf.no_op(),
        "Assert": lambda: tf.Assert(t() > 0, [t()]),
        "assert_equal": lambda: tf.assert_equal(t(2), t(2)),
        "assert_equal of int": lambda: tf.assert_equal(t(2, dtype=tf.int32), 1, message="m"),
        "assert_equal static": lambda: tf.assert_equal(tf.constant(1), 1),
        "assert_less": lambda: tf.assert_less(t(2), t(2)),
        "assert_greater": lambda: tf.assert_greater(t(2), 1.0),
        "assert_positive": lambda: tf.assert_positive(t(2)),
        "assert_non_negative": lambda: tf.assert_non_negative(t(2)),
        "is_non_decreasing": lambda: tf.is_non_decreasing(t(3)),
        "is_strictly_increasing": lambda: tf.is_strictly_increasing(t(None, dtype=tf.int32)),
        "assert_rank": lambda: tf.assert_rank(t(2), 1),
        "assert_rank dynamic": lambda: tf.assert_rank(tf.placeholder(tf.float32), 1),
        "assert_rank_at_least": lambda: tf.assert_rank_at_least(tf.placeholder(tf.float32), 1),
        "assert_type": lambda: tf.assert_type(t(2), tf.float32),
        "Print": lambda: tf.Print(t(2), [t(2)], "x"),
        "print": lambda: tf.print(t(2)),
    }
