"""tf.contrib.eager: variables, gradients, functions, iterators, checkpoints.

usage: eager_probes.py OUT.json     see probing.py
"""

import os
import sys

from tests.contrib.probing import contrib, kind_of_error, main, probe, tf

tfe = contrib.eager


@probe
def names(logdir):
    """What 1.15 exports; the lists of tfv1 must cover it."""
    return sorted(
        name
        for name in set(dir(tfe)) | _not_here()
        if not name.startswith("_") and name not in ("Any", "annotations")
    )


def _not_here():
    """The genuine names, and those that are gone."""
    if sys.version_info[:2] == (3, 7):
        return set()
    from tfv1.names.tables.contrib import EAGER
    from tfv1.names.tables.removed import LOST

    above = "tensorflow.contrib.eager."
    return EAGER | {name[len(above) :] for name in LOST if name.startswith(above)}


@probe
def names_that_cannot_be_had(logdir):
    return [name for name in dir(tfe) if not hasattr(tfe, name)]


@probe
def constants(logdir):
    return [
        tfe.SYNC,
        tfe.ASYNC,
        int(tfe.DEVICE_PLACEMENT_EXPLICIT),
        int(tfe.DEVICE_PLACEMENT_WARN),
        int(tfe.DEVICE_PLACEMENT_SILENT),
    ]


@probe
def modes(logdir):
    tfe.set_execution_mode(tfe.SYNC)
    with tfe.execution_mode(tfe.ASYNC):
        value = float(tf.constant(1.0) + 1.0)
        tfe.async_wait()
    tfe.async_clear_error()
    return [
        tfe.executing_eagerly(),
        tfe.in_eager_mode(),
        value,
        tfe.num_gpus(),
        "/job:localhost/replica:0/task:0/device:CPU:0" in tfe.list_devices(),
    ]


@probe
def variables(logdir):
    v = tfe.Variable(1.5, name="v")
    v.assign_add(2.0)
    w = tfe.Variable([1, 2], dtype=tf.int64, trainable=False)
    return [float(v.numpy()), v.name, v.trainable, w.numpy().tolist(), w.dtype.name, w.trainable]


@probe
def gradients(logdir):
    x = tfe.Variable(3.0)
    grads = tfe.implicit_gradients(lambda: x * x)()
    value, pairs = tfe.implicit_value_and_gradients(lambda y: x * y)(tf.constant(5.0))
    square = tfe.gradients_function(lambda a, b: a * a * b)
    only = tfe.gradients_function(lambda a, b: a * a * b, params=["b"])
    both = tfe.value_and_gradients_function(lambda a: a * a)(4.0)
    with tfe.GradientTape() as tape:
        y = x * x * x
    return [
        [float(g) for g, _ in grads],
        [float(value), [float(g) for g, _ in pairs]],
        [float(g) for g in square(3.0, 2.0)],
        [float(g) for g in only(3.0, 2.0)],
        [float(both[0]), float(both[1][0])],
        float(tape.gradient(y, x)),
        kind_of_error(lambda: tfe.implicit_gradients(lambda: tf.constant(1.0))()),
    ]


@probe
def functions(logdir):
    traced = []

    @tfe.defun
    def double(a):
        traced.append(1)
        return a * 2

    @tfe.defun(input_signature=[tfe.TensorSpec([None], tf.float32)])
    def total(a):
        traced.append(2)
        return tf.reduce_sum(a)

    @tfe.function
    def loop(n):
        out = tf.constant(0)
        for k in tf.range(n):
            out += k
        return out

    class Model:
        @tfe.defun
        def call(self, a):
            return a + 1

    model = Model()
    results = [float(double(tf.constant(float(k)))) for k in range(3)]
    results += [float(total(tf.constant([1.0, 2.0]))), float(total(tf.constant([1.0])))]
    results += [int(loop(tf.constant(5))), float(model.call(tf.constant(1.0)))]
    return [results, traced]


@probe
def python_functions(logdir):
    plain = tfe.py_func(lambda a: a.numpy() + 1.0, [tf.constant(1.0)], tf.float64)

    @tfe.custom_gradient
    def clipped(a):
        return a * 2, lambda upstream: upstream * 10

    return [float(plain), float(tfe.gradients_function(clipped)(1.0)[0])]


@probe
def iterators(logdir):
    dataset = tf.data.Dataset.range(3).map(lambda k: k * 2)
    iterator = tfe.Iterator(dataset)
    first, rest = int(iterator.next()), [int(k) for k in iterator]
    again = [int(k) for k in tfe.Iterator(dataset)]
    with tf.Graph().as_default():
        refused = kind_of_error(lambda: tfe.Iterator(tf.data.Dataset.range(3)))
    return [first, rest, again, refused, kind_of_error(iterator.next)]


@probe
def saving(logdir):
    v = tfe.Variable(1.0, name="kept")
    prefix = tfe.Saver([v]).save(os.path.join(logdir, "model"), global_step=7)
    v.assign(5.0)
    tfe.Saver([v]).restore(prefix)
    restored = float(v.numpy())
    names = [name for name, _ in tf.train.list_variables(prefix)]
    checkpoint = tfe.Checkpoint(v=v)
    path = checkpoint.save(os.path.join(logdir, "ckpt"))
    v.assign(9.0)
    checkpoint.restore(path)
    with tf.Graph().as_default():
        refused = kind_of_error(lambda: tfe.Saver([]))
    return [
        os.path.basename(prefix),
        restored,
        names,
        os.path.basename(path),
        float(v.numpy()),
        refused,
    ]


@probe
def optimizers(logdir):
    v = tfe.Variable(1.0)
    optimizer = tf.train.MomentumOptimizer(0.5, 0.9)
    for _ in range(2):
        optimizer.minimize(lambda: v * v)
    return [float(v.numpy()), [float(x.numpy()) for x in tfe.get_optimizer_variables(optimizer)]]


@probe
def templates(logdir):
    def layer(a):
        return a * tf.get_variable("w", [], initializer=tf.constant_initializer(3.0))

    template = tfe.make_template("scope", layer)
    return [
        float(template(tf.constant(1.0))),
        float(template(tf.constant(2.0))),
        [v.name for v in template.variables],
    ]


class _AnyKeywords(tf.keras.layers.Layer):
    """Notes the keyword arguments of its calls."""

    def call(self, x, **kwargs):
        self.got = sorted(kwargs)
        return x * 2.0


@probe
def keras_layers_with_any_keywords(logdir):
    """They get `training` only when there is a value for it."""
    layer = _AnyKeywords()
    got = []
    for given in ({}, {"training": True}, {"training": False}):
        layer(tf.ones([2, 2]), **given)
        got.append(list(layer.got))
    return got


if __name__ == "__main__":
    main(eager=True)
