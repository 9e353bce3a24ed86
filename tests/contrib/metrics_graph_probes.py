"""tf.contrib.eager.metrics in graph mode: ops, variables, collections, summaries.

usage: metrics_graph_probes.py OUT.json     see probing.py
"""

import numpy as np

from tests.contrib.metrics_cases import CASES
from tests.contrib.probing import contrib, kind_of_error, main, names, probe, tf

metrics = contrib.eager.metrics


@probe
def values(logdir):
    out = {}
    for name, (make, batches) in CASES.items():
        with tf.Graph().as_default(), tf.Session() as session:
            metric = make(metrics)
            updates = [metric(*batch) for batch in batches]
            initial, result = metric.init_variables(), metric.result()
            session.run(initial)
            returned = [session.run(update) for update in updates]
            out[name] = [
                metric.name,
                repr(float(session.run(result))),
                [v.name for v in metric.variables],
                [
                    [np.asarray(x).tolist() for x in r] if isinstance(r, tuple) else float(r)
                    for r in returned
                ],
                repr(float(session.run(metric.value()))),
            ]
    return out


@probe
def collections(logdir):
    metrics.Mean("local")(1.0)
    metrics.Mean("global", use_global_variables=True)(1.0)
    with tf.name_scope("outer"), tf.variable_scope("vs"):
        inside = metrics.Mean("inside")
        inside(1.0)
    found = {
        key: names(tf.get_collection(key))
        for key in (
            tf.GraphKeys.LOCAL_VARIABLES,
            tf.GraphKeys.GLOBAL_VARIABLES,
            tf.GraphKeys.METRIC_VARIABLES,
            tf.GraphKeys.TRAINABLE_VARIABLES,
        )
    }
    twice = metrics.Mean("local")
    return [found, inside.name, kind_of_error(lambda: twice(1.0))]


@probe
def summaries(logdir):
    s = contrib.summary
    step = tf.train.get_or_create_global_step()
    holder = tf.placeholder(tf.float32, [None])
    with s.create_file_writer(logdir).as_default(), s.always_record_summaries():
        mean = metrics.Mean("loss")
        update = mean(holder)
        result = mean.result()
        with tf.Session() as session:
            s.initialize(session=session)
            session.run([tf.global_variables_initializer(), mean.init_variables()])
            for batch in ([1.0], [2.0, 3.0]):
                session.run(update, {holder: batch})
                session.run(s.all_summary_ops())
                session.run(tf.assign_add(step, 1))
            session.run(mean.init_variables())
            session.run(update, {holder: [9.0]})
            last = float(session.run(result))
            session.run(s.flush())
    return [last, names(s.all_summary_ops())]


if __name__ == "__main__":
    main()
