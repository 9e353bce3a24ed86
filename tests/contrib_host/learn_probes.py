"""tf.contrib.learn, and the models beside it. Runs on 1.15.5 and here; Python 3.7."""

import base64
import os
import pickle
import pickletools
import zlib

from tensorflow.contrib.factorization.python.ops import gen_factorization_ops as factorization_ops

from tests.contrib_host.frame import error_of, main, np, probe, run, tf

contrib = tf.contrib


@probe
def data_sets(logdir):
    datasets = contrib.learn.datasets
    iris, boston = datasets.load_iris(), datasets.load_boston()
    return [
        [one.data.shape, one.data.dtype.name, one.data.mean(), one.target.tolist()[::25]]
        for one in (iris, boston)
    ]


@probe
def iris_classifier(logdir):
    """The tutorial of that time."""
    learn = contrib.learn
    iris = learn.datasets.load_dataset("iris")
    columns = learn.infer_real_valued_columns_from_input(iris.data)
    classifier = learn.DNNClassifier(
        feature_columns=columns,
        hidden_units=[10, 20],
        n_classes=3,
        model_dir=logdir,
        config=learn.RunConfig(tf_random_seed=3, save_summary_steps=100),
    )
    data = iris.data.astype(np.float32)
    wrapped = learn.SKCompat(classifier)
    wrapped.fit(data, iris.target, batch_size=50, steps=20)
    score = wrapped.score(data, iris.target)
    predicted = wrapped.predict(data[:4])
    return [sorted(score), sorted(predicted), predicted["probabilities"].shape, columns[0].name]


# What pickle.dumps wrote on 1.15.5: VocabularyProcessor(4) fitted to "the big world", and
# HParams(rate=0.1, layers=[3, 4]).
_VOCABULARY = """
eNqdkktLAzEQx7cvraltfb8+Qb3sJxAvHhdEBCUXCbvpdBOaJjvZpC8o6EHoxzbdanv3EMj8J/Ob/wz5rHMHujR2
pMws5kY7K7NYQWp1XCycMPovsFBYw6Espc5jB3NH3g1PM69Su3jZZowlGN1/YW2F9QE9j6Joks7Z0HA/Ae2YAp07
gY2kSbubnNRsZAE9aL7AZhLRTlCnOyjD1r+88dRBbqzkqWJ7Gnnay3vjBA+C38MVtge0F7ozr8fazDRzZgwaj2gr
iA9vz8kjEtrePJikRRG6YGeFxwNBgutGkJ0A7Ca16p7JHHtJvSqdGauG2E8anp5sqktfFMY6ZmEKtgQ8WW/133hH
P/3As0AXXdETfahQ1a7wnHOjFHAnjS7JEEapV24ouSN4wRnLvFQu7JURZXRO8PIbr17xeiCCOdELp5/UPD38xcES
8GbtM0o2QjWyXILF2///iR2E4J3P4h+EgMqc
"""
_PARAMETERS = """
eNpVjUEKwjAURKtttUYFj1E3vYJLBUFcdiMhrbENpEl/8oN0Ieim6BH0Jt7OFhfibIaZeTDXYY5cWW1OUp+TXCs0
IkvQMKGEKpK6wVKrXy5rZlhFNvveLAFveYPBBYZxOvc8j35nik3NLfgXCOI06HrDkEOYU5o5IVEoSkl3x5DA6NHC
OB11jGQNNxaiP0pqVRCY3FsgLl30D5U+ckktGpejMxymuzJcr97PXq8yOsAs3vrbgLss+QB/5EpK
"""


@probe
def files_of_pickle(logdir):
    """A saved vocabulary, as in many text classifiers, can go from either to the other."""
    path = os.path.join(logdir, "vocabulary")
    processor = contrib.learn.preprocessing.VocabularyProcessor(4)
    processor.fit(["the big world"])
    processor.save(path)
    modules = sorted({word for word in _words(path) if "contrib" in word})
    with open(path, "wb") as there:
        there.write(zlib.decompress(base64.b64decode(_VOCABULARY)))
    restored = contrib.learn.preprocessing.VocabularyProcessor.restore(path)
    parameters = pickle.loads(zlib.decompress(base64.b64decode(_PARAMETERS)))
    return modules, list(restored.transform(["a big big world"])), parameters.values()


def _words(path):
    """The words in a pickle's strings: in older formats a class is one string of two words."""
    with open(path, "rb") as saved:
        found = [argument for _, argument, _ in pickletools.genops(saved.read())]
    return " ".join(one for one in found if isinstance(one, str)).split()


def _weights(block, transposed):
    """What the observed entries of a matrix of 3 rows and 4 columns add to its equations."""
    indices = np.array([[0, 1], [0, 3], [2, 0], [2, 2], [2, 3]], np.int64)
    weights = ([0.5, 1.0, 2.0, 4.0], [1.0, 3.0, 0.25]) if block else ([], [])
    return factorization_ops.wals_compute_partial_lhs_and_rhs(
        np.sin(np.arange(8, dtype=np.float32)).reshape(4, 2),
        weights[0],
        0.3,
        weights[1],
        indices[:, ::-1] if transposed else indices,
        [1.0, 2.0, 3.0, 4.0, 5.0],
        [] if block else [0.1, 0.2, 0.3, 0.4, 0.5],
        3,
        transposed,
    )


@probe
def wals_equations(logdir):
    return run(*(_weights(block, turned) for block in (True, False) for turned in (True, False)))


@probe
def wals_model(logdir):
    rows, columns = 5, 4
    values = np.sin(np.arange(rows * columns, dtype=np.float32)).reshape(rows, columns)
    entries = np.argwhere(values > 0)
    model = contrib.factorization.WALSModel(
        rows,
        columns,
        2,
        regularization=0.1,
        unobserved_weight=0.05,
        row_init=np.cos(np.arange(rows * 2, dtype=np.float32)).reshape(rows, 2),
        col_init=np.cos(np.arange(columns * 2, dtype=np.float32) + 1).reshape(columns, 2),
    )
    sparse = tf.SparseTensor(entries, values[values > 0], [rows, columns])
    row_update, by_row = model.update_row_factors(sp_input=sparse)[1:3]
    column_update, by_column = model.update_col_factors(sp_input=sparse)[1:3]
    found = []
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        session.run(model.initialize_op)
        session.run(model.worker_init)
        for _ in range(3):
            for prepare, start, update in (
                (model.row_update_prep_gramian_op, model.initialize_row_update_op, row_update),
                (model.col_update_prep_gramian_op, model.initialize_col_update_op, column_update),
            ):
                session.run(prepare)
                session.run(start)
                session.run(update)
        found = session.run([model.row_factors[0], model.col_factors[0]])
    return found, by_row.shape, by_column.shape


@probe
def wals_weights_are_given_once(logdir):
    both = factorization_ops.wals_compute_partial_lhs_and_rhs(
        [[1.0]], [1.0], 0.0, [1.0], np.zeros([1, 2], np.int64), [1.0], [1.0], 1, False
    )
    return error_of(lambda: run(*both))[0]


@probe
def gaussian_mixture(logdir):
    """Clusters found by an estimator, from starting points that are an array."""
    corners = np.array([[0.0, 0.0], [4.0, 4.0], [0.0, 5.0]], np.float32)
    spread = np.sin(np.arange(60, dtype=np.float32)).reshape(30, 2) / 3
    points = np.repeat(corners, 10, axis=0) + spread

    def inputs():
        return tf.constant(points), None

    model = contrib.factorization.GMM(
        3,
        model_dir=logdir,
        random_seed=3,
        initial_clusters=corners + 0.5,
        params="wmc",
        config=contrib.learn.RunConfig(save_summary_steps=100),
    )
    model.fit(input_fn=inputs, steps=8)
    assigned = [int(one) for one in model.predict_assignments(input_fn=inputs)]
    return np.round(model.clusters(), 3), np.round(model.covariances(), 3), assigned


@probe
def clusters_by_k_means(logdir):
    """An estimator of today's kind, of whose steps each is a pass over the points."""
    points = np.sin(np.arange(40, dtype=np.float32) ** 2).reshape(20, 2)

    def inputs():
        return tf.train.limit_epochs(tf.constant(points), num_epochs=1)

    model = contrib.factorization.KMeansClustering(
        3, model_dir=logdir, initial_clusters=points[:3], use_mini_batch=False
    )
    model.train(inputs)
    model.train(inputs)
    found = list(model.predict_cluster_index(inputs))
    return model.cluster_centers(), found, model.score(inputs)


if __name__ == "__main__":
    main()
