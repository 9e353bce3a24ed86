"""tf.nn.rnn_cell, dynamic_rnn and their kin."""


def constructs(tf, t, v):
    cells = tf.nn.rnn_cell
    nn = tf.nn

    def step(cell, shape=(2, 3)):
        return cell(t(*shape), cell.zero_state(shape[0], tf.float32))

    def dynamic(cell, shape=(2, 4, 3), **options):
        return nn.dynamic_rnn(cell, t(*shape), dtype=tf.float32, **options)

    def lengths(batch=None):
        return t(batch, dtype=tf.int32)

    def multi(count=2):
        return cells.MultiRNNCell([cells.BasicLSTMCell(5) for _ in range(count)])

    def wrapped(**options):
        return cells.DropoutWrapper(cells.BasicLSTMCell(5), **options)

    def decoder_loop():
        cell = cells.GRUCell(5)

        def loop(time, output, state, loop_state):
            done = tf.greater_equal(time, [4, 4])
            if output is None:
                return done, t(2, 3), cell.zero_state(2, tf.float32), None, None
            return done, tf.zeros([2, 3]), state, output, None

        outputs, _, _ = nn.raw_rnn(cell, loop)
        return outputs.stack()

    return {
        "BasicRNNCell": lambda: step(cells.BasicRNNCell(5)),
        "BasicLSTMCell": lambda: step(cells.BasicLSTMCell(5)),
        "BasicLSTMCell tuple": lambda: step(cells.BasicLSTMCell(5, state_is_tuple=False)),
        "LSTMCell": lambda: step(cells.LSTMCell(5)),
        "LSTMCell peepholes": lambda: step(cells.LSTMCell(5, use_peepholes=True)),
        "LSTMCell projected": lambda: step(cells.LSTMCell(5, num_proj=4, cell_clip=1.0)),
        "GRUCell": lambda: step(cells.GRUCell(5)),
        "MultiRNNCell": lambda: step(multi()),
        "ResidualWrapper": lambda: step(cells.ResidualWrapper(cells.GRUCell(3))),
        "DropoutWrapper": lambda: step(wrapped(output_keep_prob=0.5)),
        "DropoutWrapper of all": lambda: step(
            wrapped(input_keep_prob=0.5, output_keep_prob=0.6, state_keep_prob=0.7)
        ),
        "DropoutWrapper of tensor": lambda: step(wrapped(output_keep_prob=t())),
        "DropoutWrapper variational": lambda: step(
            wrapped(
                output_keep_prob=0.5,
                variational_recurrent=True,
                dtype=tf.float32,
                input_size=3,
                input_keep_prob=0.5,
            )
        ),
        "DeviceWrapper": lambda: step(cells.DeviceWrapper(cells.GRUCell(3), "/cpu:0")),
        "zero_state dynamic": lambda: cells.BasicLSTMCell(5).zero_state(
            tf.shape(t(None, 2))[0], tf.float32
        ),
        "dynamic_rnn BasicRNNCell": lambda: dynamic(cells.BasicRNNCell(5)),
        "dynamic_rnn BasicLSTMCell": lambda: dynamic(cells.BasicLSTMCell(5)),
        "dynamic_rnn LSTMCell": lambda: dynamic(cells.LSTMCell(5)),
        "dynamic_rnn GRUCell": lambda: dynamic(cells.GRUCell(5)),
        "dynamic_rnn of batch": lambda: dynamic(cells.BasicLSTMCell(5), (None, 4, 3)),
        "dynamic_rnn of batch and time": lambda: dynamic(cells.GRUCell(5), (None, None, 3)),
        "dynamic_rnn lengths": lambda: dynamic(
            cells.BasicLSTMCell(5), (None, 4, 3), sequence_length=lengths()
        ),
        "dynamic_rnn time_major": lambda: dynamic(cells.GRUCell(5), time_major=True),
        "dynamic_rnn dropout": lambda: dynamic(wrapped(output_keep_prob=0.5)),
        "dynamic_rnn multi": lambda: dynamic(multi()),
        "dynamic_rnn state": lambda: nn.dynamic_rnn(
            cells.GRUCell(5), t(2, 4, 3), initial_state=t(2, 5)
        ),
        "last output": lambda: dynamic(cells.BasicLSTMCell(5))[0][:, -1, :],
        "bidirectional_dynamic_rnn": lambda: nn.bidirectional_dynamic_rnn(
            cells.GRUCell(5), cells.GRUCell(5), t(2, 4, 3), dtype=tf.float32
        ),
        "bidirectional_dynamic_rnn lengths": lambda: nn.bidirectional_dynamic_rnn(
            cells.GRUCell(5), cells.GRUCell(5), t(2, 4, 3), lengths(2), dtype=tf.float32
        ),
        "static_rnn": lambda: nn.static_rnn(
            cells.BasicLSTMCell(5), [t(2, 3), t(2, 3)], dtype=tf.float32
        ),
        "static_rnn lengths": lambda: nn.static_rnn(
            cells.GRUCell(5), [t(2, 3), t(2, 3)], dtype=tf.float32, sequence_length=lengths(2)
        ),
        "static_bidirectional_rnn": lambda: nn.static_bidirectional_rnn(
            cells.GRUCell(5), cells.GRUCell(5), [t(2, 3), t(2, 3)], dtype=tf.float32
        ),
        "raw_rnn": decoder_loop,
    }
