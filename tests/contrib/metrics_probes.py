"""tf.contrib.eager.metrics under eager execution: values, summaries, resets, checkpoints.

usage: metrics_probes.py OUT.json     see probing.py
"""

import os

import numpy as np

from tests.contrib.metrics_cases import CASES
from tests.contrib.probing import contrib, kind_of_error, main, probe, tf, written

tfe = contrib.eager
metrics = tfe.metrics


@probe
def values(logdir):
    out = {}
    for name, (make, batches) in CASES.items():
        metric = make(metrics)
        returned = [metric(*batch) for batch in batches]
        out[name] = [
            metric.name,
            repr(float(metric.result())),
            [[v.name, v.dtype.name, str(v.numpy())] for v in metric.variables],
            [
                [np.asarray(x).tolist() for x in r] if isinstance(r, tuple) else float(r)
                for r in returned
            ],
            metric.init_variables(),
            repr(float(metric.result())),
        ]
    return out


@probe
def summaries(logdir):
    s = contrib.summary
    step = tf.train.get_or_create_global_step()
    step.assign(3)
    mean = metrics.Mean("my mean")
    with s.create_file_writer(logdir).as_default():
        mean([1.0, 2.0])
        mean.result()
        with s.always_record_summaries():
            mean.result()
            mean.result(write_summary=False)
            mean(5.0)
            mean.value()()
            with s.never_record_summaries():
                mean.result()
    return mean.name


@probe
def saved_in_a_checkpoint(logdir):
    mean = metrics.Mean()
    mean([1.0, 3.0])
    path = tfe.Checkpoint(metric=mean).save(os.path.join(logdir, "ckpt"))
    saved = sorted(name for name, _ in tf.train.list_variables(path))
    other = metrics.Mean("other")
    tfe.Checkpoint(metric=other).restore(path)
    other([5.0])
    return [saved, float(other.result())]


@probe
def aggregated(logdir):
    one, two, three = metrics.Mean(), metrics.Mean(), metrics.Mean("x")
    one(1.0), two([2.0, 3.0]), three(4.0)
    one.aggregate([two])
    return [
        float(one.result()),
        kind_of_error(lambda: one.aggregate([metrics.Accuracy()])),
        kind_of_error(lambda: one.aggregate([three])),
    ]


@probe
def errors(logdir):
    class Half(metrics.Metric):
        pass

    return [
        kind_of_error(lambda: Half()(1)),
        kind_of_error(lambda: Half().call(1)),
        kind_of_error(lambda: Half().result()),
        kind_of_error(lambda: metrics.Accuracy()([1, 2], [1])),
        kind_of_error(lambda: metrics.BinaryAccuracy()),
        kind_of_error(lambda: metrics.SparseAccuracy()([1], [[0.0, 1.0], [1.0, 0.0]])),
        kind_of_error(lambda: metrics.Mean("m").add_variable("late", shape=())),
        written(logdir),
    ]


@probe
def of_ones_own(logdir):
    class Largest(metrics.Metric):
        def build(self, values):
            self.largest = self.add_variable(
                "largest", shape=(), dtype=tf.float32, initializer=tf.constant_initializer(-9.0)
            )

        def call(self, values):
            self.largest.assign(tf.maximum(self.largest, tf.reduce_max(values)))

        def result(self):
            return self.largest.value()

    metric = Largest()
    out = [metric.name, metric([1.0, 7.0]), float(metric.result())]
    metric([3.0])
    out += [float(metric.result()), metric.init_variables(), float(metric.result())]
    return out + [kind_of_error(lambda: metric.add_variable("late", shape=()))]


if __name__ == "__main__":
    main(eager=True)
