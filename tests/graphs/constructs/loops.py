"""Loops and conditions as models have them, and their gradients: nested, of arrays, of cells."""


def constructs(tf, t, v):
    def loop(body, *values, **options):
        below = options.pop("below", 3)
        return tf.while_loop(lambda i, *_: i < below, body, (0,) + values, **options)

    def matmul(**options):
        w, b = v(3, 3), v(3)
        return loop(lambda i, x: (i + 1, tf.nn.relu(tf.matmul(x, w) + b)), t(2, 3), **options)[1]

    def over(function, *shape):
        """A loop whose body applies `function` to a value of a shape."""
        return lambda: loop(lambda i, x: (i + 1, function(x)), t(*shape))[1]

    def step_of(function, *shape):
        """The same, where the function takes the counter, too."""
        return lambda: loop(lambda i, x: (i + 1, function(i, x)), t(*shape))[1]

    def captured_of(function, *shape):
        """The same, where the function also takes a tensor from outside of the loop."""
        return lambda: (lambda c: loop(lambda i, x: (i + 1, function(x, c)), t(*shape))[1])(
            t(*shape)
        )

    def read_array():
        array = tf.TensorArray(tf.float32, 3).unstack(t(3, 2))
        return loop(lambda i, x: (i + 1, x + array.read(i)), t(2))[1]

    def read_and_write():
        inputs = tf.TensorArray(tf.float32, 0, dynamic_size=True).unstack(t(None, 2))
        outputs = tf.TensorArray(tf.float32, 3)
        w = v(2, 2)

        def body(i, x, outputs):
            x = tf.tanh(tf.matmul(x + inputs.read(i), w))
            return i + 1, x, outputs.write(i, x)

        _, x, outputs = loop(body, t(1, 2), outputs)
        return x, outputs.stack()

    def two_arrays():
        arrays = [tf.TensorArray(tf.float32, 3, clear_after_read=False) for _ in range(2)]
        x = t(2)
        body = lambda i, a, b: (i + 1, a.write(i, x * 2.0), b.write(i, tf.exp(x)))  # noqa: E731
        _, a, b = loop(body, *arrays)
        return a.concat(), b.gather([0, 2])

    def nested(depth, capture=True):
        w = v(3)

        def inner(x, depth):
            if not depth:
                return x * w if capture else tf.tanh(x)
            body = lambda i, x: (i + 1, inner(x, depth - 1))  # noqa: E731
            return loop(body, x, below=2)[1]

        return inner(t(3), depth)

    def counted_inside():
        body = lambda i, x: (i + 1, loop(lambda j, y: (j + 1, y * y), x, below=i)[1])  # noqa: E731
        return loop(body, t(2))[1]

    def loop_in_cond():
        x = t(2)
        return tf.cond(t() > 0, lambda: loop(lambda i, y: (i + 1, y * x), x)[1], lambda: x)

    def nested_conds(x):
        inner = lambda: tf.cond(x[1] > 1, lambda: tf.exp(x), lambda: x * x)  # noqa: E731
        return tf.cond(tf.reduce_sum(x) > 0, inner, lambda: x)

    def cond_of_captured():
        w, x = v(2), t(2)
        return loop(
            lambda i, y: (i + 1, tf.cond(i > 1, lambda: y * w, lambda: tf.square(x) + y)), t(2)
        )[1]

    def case_inside(i, x):
        pairs = [(tf.equal(i, 0), lambda: x * 2.0), (tf.equal(i, 1), lambda: tf.exp(x))]
        return tf.case(pairs, default=lambda: tf.identity(x))

    def several():
        def body(i, a, b, c):
            return i + 1, a * b, b + tf.reduce_sum(c, 0), tf.matmul(c, c)

        return loop(body, t(2), t(2), t(2, 2))[1:]

    def unused():
        return loop(lambda i, a, b: (i + 1, a * 2.0, b), t(2), t(2))[1]

    def not_of_input():
        return loop(lambda i, a, b: (i + 1, a + 1.0, b * b), t(2), t(2))[2]

    def half_stopped():
        def body(i, x, y):
            return i + 1, tf.stop_gradient(x) * y, tf.stop_gradient(y) + 1.0

        return loop(body, t(2), t(2))[1:]

    def structure():
        values = {"a": t(2), "b": (t(2), t(2, 2))}

        def body(i, s):
            a, (b, c) = s["a"], s["b"]
            return i + 1, {"a": a * b, "b": (b + a, c * 0.5)}

        return loop(body, values)[1]

    def hundred():
        w = tf.Variable(tf.zeros([2, 2]))
        return loop(lambda i, x: (i + 1, tf.matmul(x, w)), t(2, 2), below=100)[1]

    def sparse_of_variable():
        table = v(5, 2)
        row = lambda i: tf.nn.embedding_lookup(table, [i])  # noqa: E731
        return loop(lambda i, x: (i + 1, x + row(i)), t(1, 2))[1]

    def gathered():
        rows = t(5, 2)
        return loop(lambda i, x: (i + 1, x * tf.gather(rows, i)), t(2))[1]

    def sparse_resource():
        table = tf.get_variable(
            "table", [5, 2], use_resource=True, initializer=tf.zeros_initializer()
        )
        row = lambda i: tf.nn.embedding_lookup(table, [i])  # noqa: E731
        return loop(lambda i, x: (i + 1, x + row(i)), t(1, 2))[1]

    def resource():
        w = tf.get_variable("w", [2], use_resource=True, initializer=tf.zeros_initializer())
        return loop(lambda i, x: (i + 1, x * w), t(2))[1]

    def resource_in_cond():
        w = tf.get_variable("w", [2], use_resource=True, initializer=tf.zeros_initializer())
        x = t(2)
        return tf.cond(t() > 0, lambda: x * w, lambda: x + w)

    def gather_in_cond(use_resource):
        w = tf.get_variable(
            "w", [5, 2], use_resource=use_resource, initializer=tf.zeros_initializer()
        )
        return tf.cond(t() > 0, lambda: tf.gather(w, [0, 1]), lambda: t(2, 2) * 2.0)

    def gradient_inside():
        def body(i, x):
            return i + 1, x - 0.1 * tf.gradients(tf.reduce_sum(x * x * 3.0), x)[0]

        return loop(body, t(2))[1]

    def of_loop(y, x):
        return tf.gradients(y, x)

    def second(function):
        def build():
            x = t(2)
            return of_loop(function(x), x)

        return build

    def square_or_cube(x):
        return tf.cond(t() > 0, lambda: x * x, lambda: x * x * x)

    def trained(**options):
        w = tf.Variable(tf.zeros([2, 2]))
        y = loop(lambda i, x: (i + 1, tf.sigmoid(tf.matmul(x, w))), t(3, 2), **options)[1]
        return tf.train.AdamOptimizer().minimize(tf.reduce_mean(tf.square(y)))

    def recurrent(cell, **options):
        def build():
            made = cell()
            options.setdefault("dtype", tf.float32)
            return tf.nn.dynamic_rnn(made, t(2, 4, 3), **options)

        return build

    def with_lengths(cell, **options):
        return lambda: recurrent(cell, sequence_length=t(2, dtype=tf.int32), **options)()

    cells = tf.nn.rnn_cell

    def stacked():
        return cells.MultiRNNCell([cells.GRUCell(3), cells.ResidualWrapper(cells.GRUCell(3))])

    def dropped():
        return cells.DropoutWrapper(
            cells.LSTMCell(4),
            input_keep_prob=0.5,
            output_keep_prob=t(),
            state_keep_prob=0.9,
            variational_recurrent=True,
            input_size=3,
            dtype=tf.float32,
        )

    def state_given():
        cell = cells.GRUCell(4)
        return tf.nn.dynamic_rnn(cell, t(None, None, 3), initial_state=t(None, 4))

    def bidirectional():
        return tf.nn.bidirectional_dynamic_rnn(
            cells.GRUCell(4),
            cells.LSTMCell(4),
            t(2, 5, 3),
            sequence_length=t(2, dtype=tf.int32),
            dtype=tf.float32,
        )

    def raw():
        cell = cells.LSTMCell(4)
        inputs = tf.TensorArray(tf.float32, 5).unstack(t(5, 2, 3))

        def step(time, output, state, _):
            state = cell.zero_state(2, tf.float32) if output is None else state
            done = time >= 5
            value = tf.cond(done, lambda: tf.zeros([2, 3]), lambda: inputs.read(time))
            return tf.fill([2], done), value, state, output, None

        outputs, state, _ = tf.nn.raw_rnn(cell, step)
        return outputs.stack(), state

    def map_of_matmul():
        w = v(2, 2)
        return tf.map_fn(lambda x: tf.matmul(x, w), t(4, 3, 2), parallel_iterations=2)

    def map_of_cond():
        return tf.map_fn(lambda x: tf.cond(x[0] > 0, lambda: x * 2.0, lambda: x), t(4, 2))

    def map_in_map():
        return tf.map_fn(lambda row: tf.map_fn(lambda x: x * x, row), t(3, 2))

    def map_swapped():
        return tf.map_fn(tf.exp, t(None, 2), swap_memory=True, infer_shape=False)

    def scan_of_matmul():
        w = v(2, 2)
        return tf.scan(lambda a, x: tf.tanh(tf.matmul(a, w) + x), t(4, 1, 2), tf.zeros([1, 2]))

    def scan_of_pairs():
        step = lambda a, x: (a[0] + x[0], a[1] * x[1])  # noqa: E731
        return tf.scan(step, (t(4, 2), t(4, 2)), (t(2), t(2)))

    def fold_of_matmul():
        w = v(2, 2)
        return tf.foldl(lambda a, x: tf.matmul(a, w) + x, t(4, 1, 2), t(1, 2))

    def aggregated():
        x = t(2)
        y = loop(lambda i, y: (i + 1, y * x), x)[1]
        return tf.gradients([y, x * 2.0], x, aggregation_method=2)

    def aggregated_pairs():
        x = t(None, 2)
        y = tf.nn.relu(x)
        return tf.gradients([y * 2.0, y + 1.0, y * y], [x, y], aggregation_method=2)

    def given():
        x = t(2)
        y = loop(lambda i, y: (i + 1, tf.sin(y)), x)[1]
        return tf.gradients(y, x, grad_ys=t(2), stop_gradients=[x], name="given")

    def stopped():
        a, b = t(2), t(2)
        y = loop(lambda i, y: (i + 1, y * b), a * b)[1]
        return tf.gradients(y, [a, b], stop_gradients=[a, b])

    def gated():
        x, w = t(2), v(2)
        y = loop(lambda i, y: (i + 1, y * w), x)[1]
        return tf.gradients(y, [x, w], gate_gradients=True)

    def cross_entropy(*shape):
        def body(i, x):
            loss = tf.nn.softmax_cross_entropy_with_logits_v2(labels=tf.sigmoid(x), logits=x)
            return i + 1, x * tf.expand_dims(loss, 1)

        return lambda: loop(body, t(*shape))[1]

    def custom():
        @tf.custom_gradient
        def clipped(x):
            return tf.identity(x), lambda grad: tf.clip_by_value(grad, -1.0, 1.0)

        return loop(lambda i, x: (i + 1, clipped(x * 2.0)), t(2))[1]

    def hessian_of_loop():
        x = t(2)
        y = loop(lambda i, y: (i + 1, y * y), tf.reduce_sum(x * x), back_prop=True)[1]
        return of_loop(y, x)

    products = lambda x: tf.reduce_sum(x * x * x)  # noqa: E731
    return {
        "matmul": lambda: matmul(),
        "matmul swapped": lambda: matmul(swap_memory=True),
        "matmul in turn": lambda: matmul(parallel_iterations=1),
        "matmul at most": lambda: matmul(maximum_iterations=2),
        "matmul at most fed": lambda: matmul(maximum_iterations=t(dtype=tf.int32)),
        "matmul named": lambda: matmul(name="loop"),
        "matmul forward": lambda: matmul(back_prop=False),
        "read array": read_array,
        "read and write arrays": read_and_write,
        "two arrays": two_arrays,
        "nested": lambda: nested(2),
        "nested without captures": lambda: nested(2, capture=False),
        "nested thrice": lambda: nested(3),
        "counted inside": counted_inside,
        "in cond": loop_in_cond,
        "of nested conds": over(nested_conds, 2),
        "of cond of captured": cond_of_captured,
        "of case": step_of(case_inside, 2),
        "several": several,
        "unused": unused,
        "not of input": not_of_input,
        "half stopped": half_stopped,
        "structure": structure,
        "of variable": hundred,
        "of sparse": sparse_of_variable,
        "of gathered": gathered,
        "of sparse resource": sparse_resource,
        "of resource": resource,
        "resource in cond": resource_in_cond,
        "gather in cond": lambda: gather_in_cond(False),
        "gather of resource in cond": lambda: gather_in_cond(True),
        "gradient inside": gradient_inside,
        "shapes that grow": lambda: tf.while_loop(
            lambda i, x: i < 3,
            lambda i, x: (i + 1, tf.concat([x, x[:1] * 2.0], 0)),
            [0, t(1, 2)],
            shape_invariants=[tf.TensorShape([]), tf.TensorShape([None, 2])],
        )[1],
        "shapes unknown": lambda: tf.while_loop(
            lambda i, x: i < 3,
            lambda i, x: (i + 1, tf.reshape(tf.concat([x, x], 0), [-1, 2])),
            [0, t(None, 2)],
            shape_invariants=[tf.TensorShape([]), tf.TensorShape(None)],
        )[1],
        "same shapes": lambda: loop(
            lambda i, x: (i + 1, x * 2.0), t(2, 2), return_same_structure=True
        ),
        "of stop": over(lambda x: tf.stop_gradient(x) * x, 2),
        "of sum": over(lambda x: x + tf.reduce_sum(x), 2),
        "of unknown sum": over(lambda x: x + tf.reduce_sum(x, 0, keepdims=True), None, 2),
        "of mean": over(lambda x: x - tf.reduce_mean(x), None, 2),
        "of max": over(lambda x: x / tf.reduce_max(x, 1, keepdims=True), 2, 3),
        "of softmax": over(tf.nn.softmax, 2, 3),
        "of division": over(lambda x: x / (x + 1.0), 2),
        "of power": over(lambda x: x**2.0, 2),
        "of maximum": over(lambda x: tf.maximum(x, 0.5), 2),
        "of slices": over(lambda x: tf.concat([x[1:], x[:1]], 0), 3, 2),
        "of steps": step_of(lambda i, x: x * x[i], 3),
        "of splits": over(lambda x: tf.concat(tf.split(x, 2)[::-1], 0), 4),
        "of reshape": over(lambda x: tf.reshape(tf.reshape(x, [-1]) * 2.0, [2, 3]), 2, 3),
        "of transpose": over(lambda x: tf.transpose(x) * 2.0, 2, 2),
        "of unstack": over(lambda x: tf.stack(tf.unstack(x)[::-1]), 2, 2),
        "of tile": over(lambda x: tf.tile(x, [2, 1])[:2], 2, 3),
        "of pad": over(lambda x: tf.pad(x, [[1, 0]])[:3], 3),
        "of where": over(lambda x: tf.where(x > 0, x * 2.0, x), 3),
        "of cast": step_of(lambda i, x: x * tf.cast(i, tf.float32), 3),
        "of dropout": over(lambda x: tf.nn.dropout(x, rate=0.5), 3),
        "of norm": over(lambda x: x / tf.norm(x), 3),
        "of clip": over(lambda x: tf.clip_by_norm(x, 1.0), 3),
        "of convolution": over(
            lambda x: tf.nn.conv2d(x, tf.ones([3, 3, 1, 1]), [1, 1, 1, 1], "SAME"), 1, 4, 4, 1
        ),
        "of batched matmul": over(lambda x: tf.matmul(x, x), 2, 3, 3),
        "of broadcast": captured_of(lambda x, c: x * c[:1] + c, 3),
        "of captured": captured_of(lambda x, c: tf.exp(x) * tf.sin(c), 3),
        "of einsum": over(lambda x: tf.einsum("ij,jk->ik", x, x), 2, 2),
        "of cross entropy": cross_entropy(2, 3),
        "of cross entropy of batches": cross_entropy(None, 3),
        "of layer": lambda: loop(
            lambda i, x: (i + 1, tf.layers.dense(x, 3, tf.nn.relu, name="d")), t(2, 3)
        )[1],
        "of cond of dropout": over(
            lambda x: tf.cond(x[0] > 0, lambda: tf.nn.dropout(x, rate=0.5), lambda: x), 3
        ),
        "of matrix inverse": over(tf.linalg.inv, 2, 2),
        "of custom gradient": custom,
        "second of cond": second(square_or_cube),
        "second of nested conds": second(nested_conds),
        "second of exponentials": second(lambda x: tf.exp(tf.sin(x))),
        "second of loop": hessian_of_loop,
        "hessians": lambda: (lambda x: tf.hessians(products(x), x))(t(2)),
        "hessians of cond": lambda: (lambda x: tf.hessians(tf.reduce_sum(square_or_cube(x)), x))(
            t(2)
        ),
        "hessians of two": lambda: (lambda x, w: tf.hessians(products(x * w), [x, w]))(t(2), v(2)),
        "aggregated": aggregated,
        "aggregated unknown": aggregated_pairs,
        "given": given,
        "stopped": stopped,
        "gated": gated,
        "trained": lambda: trained(),
        "trained swapped": lambda: trained(swap_memory=True, parallel_iterations=4),
        "rnn of basic": recurrent(lambda: cells.BasicRNNCell(4)),
        "rnn of LSTM": recurrent(lambda: cells.LSTMCell(4, use_peepholes=True, num_proj=3)),
        "rnn of basic LSTM": with_lengths(lambda: cells.BasicLSTMCell(4)),
        "rnn of GRU": recurrent(lambda: cells.GRUCell(4), time_major=True),
        "rnn of stack": with_lengths(stacked),
        "rnn of dropout": recurrent(dropped),
        "rnn of device": recurrent(lambda: cells.DeviceWrapper(cells.GRUCell(4), "/cpu:0")),
        "rnn swapped": recurrent(
            lambda: cells.LSTMCell(4, cell_clip=1.0), swap_memory=True, parallel_iterations=8
        ),
        "rnn of state": state_given,
        "rnn bidirectional": bidirectional,
        "rnn raw": raw,
        "map of matmul": map_of_matmul,
        "map of cond": map_of_cond,
        "map in map": map_in_map,
        "map swapped": map_swapped,
        "scan of matmul": scan_of_matmul,
        "scan of pairs": scan_of_pairs,
        "fold of matmul": fold_of_matmul,
    }
