"""Metrics and batches for them, shared by the eager and the graph probes. Python 3.7 syntax."""

import numpy as np

_LABELS = np.array([0, 2, 1], np.int32)
_ONE_HOT = np.eye(3, dtype=np.float32)[_LABELS]
_SCORES = np.array([[0.7, 0.2, 0.1], [0.1, 0.8, 0.1], [0.2, 0.5, 0.3]], np.float32)

# Name -> (the metric, given the module; the batches).
CASES = {
    "Mean": (lambda m: m.Mean(), [([1.0, 3.0, 5.0],), (7.0,)]),
    "Mean named": (lambda m: m.Mean("a b/c"), [([[1.0], [3.0]],)]),
    "Mean of ints": (lambda m: m.Mean("ints"), [(np.array([1, 2, 2]),)]),
    "Mean weighted": (lambda m: m.Mean("w"), [([1.0, 3.0], [1.0, 0.0]), ([5.0, 7.0], [0.5, 0.5])]),
    "Mean float32": (lambda m: m.Mean("f32", dtype="float32"), [([0.1, 0.2],)]),
    "Accuracy": (lambda m: m.Accuracy(), [([1, 2, 3], [1, 2, 4]), ([0], [0])]),
    "Accuracy weighted": (lambda m: m.Accuracy("aw"), [([1, 2, 3], [1, 0, 3], [1.0, 2.0, 0.0])]),
    "CategoricalAccuracy": (lambda m: m.CategoricalAccuracy(), [(_ONE_HOT, _SCORES)]),
    "BinaryAccuracy": (
        lambda m: m.BinaryAccuracy(0.5),
        [([0, 1, 1], [0.4, 0.6, 0.2]), ([1], [0.9], [3.0])],
    ),
    "BinaryAccuracy of logits": (
        lambda m: m.BinaryAccuracy(threshold=0, name="logits"),
        [([[1.0], [0.0]], [[0.3], [0.2]])],
    ),
    "SparseAccuracy": (lambda m: m.SparseAccuracy("s"), [(np.array([0, 1, 2]), _SCORES)]),
}
