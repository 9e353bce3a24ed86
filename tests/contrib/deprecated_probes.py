"""tf.contrib.deprecated: the summary ops from before TensorFlow 1.0.

usage: deprecated_probes.py OUT.json     see probing.py
"""

import numpy as np

from tests.contrib.probing import contrib, kind_of_error, main, names, probe, summary_as_json, tf


@probe
def tags_verbatim(logdir):
    d = contrib.deprecated
    out = {}
    with tf.name_scope("outer"):
        ops = {
            "scalar": d.scalar_summary("a b/c?", 1.5),
            "again": d.scalar_summary("a b/c?", 2.5),
            "vector": d.scalar_summary(["p", "q"], [1.0, 2.0]),
            "tensor tags": d.scalar_summary(tf.constant(["t"]), tf.constant([3.0])),
            "histogram": d.histogram_summary("h h", [1.0, 2.0, 3.0]),
            "image": d.image_summary("im", np.zeros([5, 2, 2, 1], np.uint8)),
            "image 1": d.image_summary("im1", np.ones([1, 2, 2, 3], np.float32), max_images=1),
            "audio": d.audio_summary("au", np.zeros([2, 8, 1], np.float32), 8000),
            "audio 1": d.audio_summary("au1", np.zeros([2, 8], np.float32), 8000.0, max_outputs=1),
            "named": d.scalar_summary("n", 1.0, name="given"),
        }
    with tf.Session() as session:
        for key, op in ops.items():
            out[key] = [op.name, summary_as_json(session.run(op))]
    out["collected"] = names(tf.get_collection(tf.GraphKeys.SUMMARIES))
    return out


@probe
def collections_and_merge(logdir):
    d = contrib.deprecated
    out = {"nothing": d.merge_all_summaries()}
    a = d.scalar_summary("a", 1.0)
    b = d.scalar_summary("b", 2.0, collections=["mine"])
    c = d.histogram_summary("c", [1.0], collections=[])
    merged = d.merge_summary([a, b, c])
    kept = d.merge_summary([a], collections=["merged"], name="m")
    everything, mine = d.merge_all_summaries(), d.merge_all_summaries(key="mine")
    with tf.Session() as session:
        for key, op in [("merged", merged), ("kept", kept), ("all", everything), ("mine", mine)]:
            out[key] = [op.name, summary_as_json(session.run(op))]
        core = tf.summary.merge_all()
        out["core"] = summary_as_json(session.run(core))
        duplicate = d.merge_summary([a, d.scalar_summary("a", 3.0)])
        out["duplicate"] = kind_of_error(lambda: session.run(duplicate))
    out["collections"] = [
        names(tf.get_collection(key)) for key in (tf.GraphKeys.SUMMARIES, "mine", "merged")
    ]
    return out


@probe
def deprecated_errors(logdir):
    d = contrib.deprecated
    with tf.Session() as session:
        return [
            kind_of_error(lambda: session.run(d.scalar_summary(["a", "b"], [1.0]))),
            kind_of_error(lambda: d.scalar_summary("a", "text")),
            kind_of_error(lambda: session.run(d.histogram_summary("h", [float("nan")]))),
            kind_of_error(lambda: d.image_summary("i", np.zeros([2, 2], np.uint8))),
            kind_of_error(lambda: d.merge_summary([])),
        ]


@probe
def deprecated_names(logdir):
    return [
        name
        for name in dir(contrib.deprecated)
        if not name.startswith("_") and name.islower() and "summar" in name
    ]


if __name__ == "__main__":
    main()
