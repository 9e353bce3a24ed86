"""tf.keras in graph mode: layers, models, optimizers, losses, metrics."""


def constructs(tf, t, v):
    keras = tf.keras
    layers = keras.layers
    one = {
        "Dense": (lambda: layers.Dense(4), (None, 3)),
        "Dense relu": (lambda: layers.Dense(4, activation="relu"), (None, 3)),
        "Dense softmax": (lambda: layers.Dense(4, activation="softmax"), (None, 3)),
        "Dense regularized": (
            lambda: layers.Dense(4, kernel_regularizer=keras.regularizers.l2(0.1)),
            (None, 3),
        ),
        "Dense of rank 3": (lambda: layers.Dense(4), (None, 5, 3)),
        "Conv1D": (lambda: layers.Conv1D(4, 3), (None, 8, 3)),
        "Conv2D": (lambda: layers.Conv2D(4, 3), (None, 8, 8, 3)),
        "Conv2D relu": (lambda: layers.Conv2D(4, 3, activation="relu"), (None, 8, 8, 3)),
        "Conv2DTranspose": (lambda: layers.Conv2DTranspose(4, 3, 2), (None, 4, 4, 3)),
        "SeparableConv2D": (lambda: layers.SeparableConv2D(4, 3), (None, 8, 8, 3)),
        "DepthwiseConv2D": (lambda: layers.DepthwiseConv2D(3), (None, 8, 8, 3)),
        "MaxPooling2D": (lambda: layers.MaxPooling2D(), (None, 8, 8, 3)),
        "AveragePooling2D": (lambda: layers.AveragePooling2D(), (None, 8, 8, 3)),
        "GlobalAveragePooling2D": (lambda: layers.GlobalAveragePooling2D(), (None, 8, 8, 3)),
        "GlobalMaxPooling1D": (lambda: layers.GlobalMaxPooling1D(), (None, 8, 3)),
        "UpSampling2D": (lambda: layers.UpSampling2D(), (None, 4, 4, 3)),
        "ZeroPadding2D": (lambda: layers.ZeroPadding2D(), (None, 4, 4, 3)),
        "Flatten": (lambda: layers.Flatten(), (None, 4, 3)),
        "Reshape": (lambda: layers.Reshape((3, 4)), (None, 12)),
        "Permute": (lambda: layers.Permute((2, 1)), (None, 3, 4)),
        "RepeatVector": (lambda: layers.RepeatVector(3), (None, 4)),
        "Dropout": (lambda: layers.Dropout(0.5), (None, 3)),
        "GaussianNoise": (lambda: layers.GaussianNoise(0.5), (None, 3)),
        "Activation": (lambda: layers.Activation("relu"), (None, 3)),
        "LeakyReLU": (lambda: layers.LeakyReLU(), (None, 3)),
        "PReLU": (lambda: layers.PReLU(), (None, 3)),
        "ELU": (lambda: layers.ELU(), (None, 3)),
        "Softmax": (lambda: layers.Softmax(), (None, 3)),
        "Lambda": (lambda: layers.Lambda(lambda x: x * 2.0), (None, 3)),
        "Masking": (lambda: layers.Masking(), (None, 4, 3)),
        "BatchNormalization": (lambda: layers.BatchNormalization(), (None, 3)),
        "BatchNormalization of images": (
            lambda: layers.BatchNormalization(),
            (None, 4, 4, 3),
        ),
        "LayerNormalization": (lambda: layers.LayerNormalization(), (None, 3)),
        "SimpleRNN": (lambda: layers.SimpleRNN(4), (None, 5, 3)),
        "LSTM": (lambda: layers.LSTM(4), (None, 5, 3)),
        "LSTM sequences": (lambda: layers.LSTM(4, return_sequences=True), (None, 5, 3)),
        "GRU": (lambda: layers.GRU(4), (None, 5, 3)),
        "LSTM dropout": (lambda: layers.LSTM(4, dropout=0.2), (None, 5, 3)),
        "Bidirectional": (lambda: layers.Bidirectional(layers.LSTM(4)), (None, 5, 3)),
        "TimeDistributed": (lambda: layers.TimeDistributed(layers.Dense(4)), (None, 5, 3)),
    }
    table = {}

    def layer(name, make, shape):
        table[name] = lambda: make()(t(*shape))
        table[name + " of Input"] = lambda: make()(layers.Input(shape[1:]))

    for name, (make, shape) in one.items():
        layer(name, make, shape)

    def sequential():
        return keras.Sequential(
            [
                layers.Dense(8, activation="relu", input_shape=(4,)),
                layers.Dropout(0.5),
                layers.Dense(3, activation="softmax"),
            ]
        )

    def compiled(optimizer, loss="categorical_crossentropy", **options):
        model = sequential()
        model.compile(optimizer, loss, **options)
        model._make_train_function()

    def masked(make, length=5):
        ids = layers.Input((length,), dtype="int32")
        return make()(layers.Embedding(10, 4, mask_zero=True)(ids))

    def pooled_steps():
        by_step = layers.TimeDistributed(layers.Dense(3))
        return lambda x: layers.GlobalAveragePooling1D()(by_step(x))

    def loss_of_its_own():
        x = layers.Input((4,))
        model = keras.Model(x, layers.Dense(3)(x))
        model.add_loss(keras.backend.mean(keras.backend.square(model.output)))
        model.compile("sgd")
        model._make_train_function()

    class Doubled(layers.Layer):
        def call(self, inputs):
            return inputs * 2.0

    def application(name, **options):
        getattr(keras.applications, name)((32, 32, 3), weights=None, **options)

    def bias_add(*shape, **options):
        return keras.backend.bias_add(t(*shape), v(3), **options)

    table.update(
        {
            "LSTM masked": lambda: masked(lambda: layers.LSTM(3, return_sequences=True)),
            "LSTM masked backwards": lambda: masked(lambda: layers.LSTM(3, go_backwards=True)),
            "GRU masked unrolled": lambda: masked(lambda: layers.GRU(3, unroll=True), 2),
            "Bidirectional masked": lambda: masked(
                lambda: layers.Bidirectional(layers.SimpleRNN(3, return_sequences=True))
            ),
            "LocallyConnected2D implementation 2": lambda: layers.LocallyConnected2D(
                3, 2, implementation=2
            )(t(None, 4, 4, 2)),
            "LocallyConnected1D": lambda: layers.LocallyConnected1D(3, 2)(t(None, 5, 3)),
            "TimeDistributed masked": lambda: masked(
                lambda: layers.TimeDistributed(layers.Dense(3)), None
            ),
            "GlobalAveragePooling1D masked": lambda: masked(layers.GlobalAveragePooling1D),
            "pooling of masked steps": lambda: masked(pooled_steps),
            "ConvLSTM2D": lambda: layers.ConvLSTM2D(2, 3)(t(None, 3, 6, 6, 1)),
            "TimeDistributed of a batch": lambda: layers.TimeDistributed(layers.Dense(4))(
                t(2, 5, 3)
            ),
            "TimeDistributed in a loop": lambda: layers.TimeDistributed(Doubled())(t(2, 5, 3)),
            "LSTM stateful": lambda: layers.LSTM(3, stateful=True)(t(2, 5, 3)),
            "backend.bias_add of rank 3": lambda: bias_add(2, 4, 3),
            "backend.bias_add of rank 4, channels first": lambda: bias_add(
                2, 3, 4, 4, data_format="channels_first"
            ),
            "backend.bias_add of rank 5": lambda: bias_add(2, 4, 4, 4, 3),
            "MobileNet": lambda: application("MobileNet", alpha=0.25),
            "MobileNetV2": lambda: application("MobileNetV2", alpha=0.35, pooling="avg"),
            "add_loss": loss_of_its_own,
            "fit clipnorm": lambda: compiled(keras.optimizers.SGD(0.1, clipnorm=1.0)),
            "fit clipvalue": lambda: compiled(keras.optimizers.Adam(0.1, clipvalue=0.5)),
            "Embedding": lambda: layers.Embedding(10, 4)(t(None, 5, dtype=tf.int32)),
            "Add": lambda: layers.add([t(2, 3), t(2, 3)]),
            "Concatenate": lambda: layers.concatenate([t(2, 3), t(2, 3)]),
            "Dot": lambda: layers.dot([t(2, 3), t(2, 3)], 1),
            "Multiply": lambda: layers.multiply([t(2, 3), t(2, 3)]),
            "Attention": lambda: layers.Attention()([t(2, 4, 3), t(2, 4, 3)]),
            "Sequential": lambda: sequential().output,
            "Sequential call": lambda: sequential()(t(None, 4)),
            "Model": lambda: (lambda x: keras.Model(x, layers.Dense(3)(x))(t(None, 4)))(
                layers.Input((4,))
            ),
            "compile": lambda: sequential().compile("sgd", "mse"),
            "fit sgd": lambda: compiled("sgd"),
            "fit adam": lambda: compiled("adam"),
            "fit rmsprop": lambda: compiled("rmsprop"),
            "fit adagrad": lambda: compiled("adagrad"),
            "fit metrics": lambda: compiled("sgd", metrics=["accuracy"]),
            "fit sparse": lambda: compiled("sgd", "sparse_categorical_crossentropy"),
            "fit decay": lambda: compiled(keras.optimizers.Adam(0.01, decay=1e-4)),
            "activations.selu": lambda: keras.activations.selu(t(2, 3)),
            "activations.elu": lambda: keras.activations.elu(t(2, 3), 0.5),
            "fit mse": lambda: compiled("sgd", "mse"),
            "losses.mse": lambda: keras.losses.mse(t(2, 3), t(2, 3)),
            "losses.MSE object": lambda: keras.losses.MeanSquaredError()(t(2, 3), t(2, 3)),
            "losses.binary_crossentropy": lambda: keras.losses.binary_crossentropy(
                t(2, 3), t(2, 3)
            ),
            "losses.categorical_crossentropy": lambda: keras.losses.categorical_crossentropy(
                t(2, 3), t(2, 3)
            ),
            "losses.sparse": lambda: keras.losses.sparse_categorical_crossentropy(t(2), t(2, 3)),
            "backend.dropout": lambda: keras.backend.dropout(t(2, 3), 0.5),
            "backend.mean": lambda: keras.backend.mean(t(2, 3)),
            "backend.softmax": lambda: keras.backend.softmax(t(2, 3)),
            "backend.random_normal": lambda: keras.backend.random_normal([2, 3]),
            "backend.variable": lambda: keras.backend.variable([1.0, 2.0]),
            "regularizers.l1_l2": lambda: keras.regularizers.l1_l2(0.1, 0.2)(v(2, 3)),
            "constraints.max_norm": lambda: keras.constraints.max_norm()(v(2, 3)),
        }
    )
    return table
