"""get_seed: in 1.15 an op without a seed uses the number of operations in its graph."""

from typing import Any

from tensorflow.python.framework import ops

from tfv1.graphs.replacing import original, replaces


@replaces("framework.random_seed:get_seed", "TensorFlow 2 takes the number of calls")
def get_seed(op_seed: int | None) -> tuple[int | None, int | None]:
    own: Any = original(get_seed)
    # Under `tfv1 run --seed` the op's position among the random ops decides; see runtime.seeding.
    if op_seed is None and not hasattr(own, "unseeded"):
        graph = ops.get_default_graph()
        if graph.seed is not None:
            op_seed = graph.version
    seeds: tuple[int | None, int | None] = own(op_seed)
    return seeds
