"""Feature columns, the layers made of them, and the sparse ops below."""


def constructs(tf, t, v):
    column = tf.feature_column

    def then_draw(*made):
        return list(made) + [tf.random_uniform([2])]

    def text(*shape):
        return t(*shape, dtype=tf.string)

    def ints(*shape):
        return t(*shape, dtype=tf.int64)

    def sparse(dtype):
        return tf.sparse_placeholder(dtype, [None, None])

    def identity(**options):
        number = column.categorical_column_with_identity("n", 5, **options)
        return lambda: then_draw(
            column.input_layer({"n": ints(None, 1)}, [column.indicator_column(number)])
        )

    def identity_of_int32():
        number = column.categorical_column_with_identity("n", 5)
        features = {"n": t(None, 1, dtype=tf.int32)}
        return then_draw(column.input_layer(features, [column.embedding_column(number, 2)]))

    def weighted():
        word = column.categorical_column_with_hash_bucket("word", 10)
        heavy = column.weighted_categorical_column(word, "weight")
        features = {"word": sparse(tf.string), "weight": sparse(tf.float32)}
        return then_draw(
            column.input_layer(features, [column.embedding_column(heavy, 3)]),
            column.linear_model(features, [heavy]),
        )

    def linear_of_identity():
        number = column.categorical_column_with_identity("n", 5)
        real = column.numeric_column("x", shape=2)
        return then_draw(column.linear_model({"n": ints(None, 1), "x": t(None, 2)}, [number, real]))

    def linear_of_vector():
        word = column.categorical_column_with_vocabulary_list("word", ["a", "b"])
        vector = tf.SparseTensor([[0], [1]], ["a", "b"], [2])
        return then_draw(column.linear_model({"word": vector}, [word]))

    def shared():
        one = column.categorical_column_with_identity("one", 5)
        two = column.categorical_column_with_identity("two", 5)
        columns = column.shared_embedding_columns([one, two], 3)
        features = {"one": ints(None, 1), "two": ints(None, 1)}
        return then_draw(column.input_layer(features, columns))

    def layer(*columns, **features):
        make = tf.keras.layers.DenseFeatures
        return lambda: then_draw(
            make(list(columns))({name: make() for name, make in features.items()})
        )

    number = column.categorical_column_with_identity("n", 5)
    table = {
        "identity": identity(),
        "identity default": identity(default_value=1),
        "identity of int32": identity_of_int32,
        "weighted": weighted,
        "linear_model of identity": linear_of_identity,
        "linear_model of a sparse vector": linear_of_vector,
        "shared_embedding_columns": shared,
        "DenseFeatures numeric": layer(column.numeric_column("x"), x=lambda: t(None, 1)),
        "DenseFeatures indicator": layer(column.indicator_column(number), n=lambda: ints(None, 1)),
        "DenseFeatures embedding": layer(
            column.embedding_column(number, 3), n=lambda: ints(None, 1)
        ),
        "sparse_reshape": lambda: tf.sparse_reshape(sparse(tf.float32), [-1, 2]).indices,
        "sparse_reshape to sizes": lambda: (
            tf.sparse_reshape(sparse(tf.float32), tf.stack([t(dtype=tf.int64), 2])).dense_shape
        ),
    }
    for combiner in ("sum", "mean", "sqrtn"):
        for dtype in (tf.float32, tf.float16):

            def looked_up(combiner=combiner, dtype=dtype):
                ids = tf.SparseTensor([[0, 0], [1, 0]], [1, 2], [2, 2])
                weights = tf.SparseTensor([[0, 0], [1, 0]], [1.0, 2.0], [2, 2])
                table = v(5, 3, dtype=dtype)
                return then_draw(
                    tf.nn.embedding_lookup_sparse(table, ids, weights, combiner=combiner),
                    tf.nn.embedding_lookup_sparse(table, ids, None, combiner=combiner),
                )

            table[f"embedding_lookup_sparse {combiner} {dtype.name}"] = looked_up
    return table
