"""A class of tensorflow.python.distribute whose constructor has changed its arguments."""

from typing import Any

from tensorflow.python.distribute import collective_all_reduce_strategy as real
from tensorflow.python.distribute import collective_util


class CollectiveAllReduceExtended(real.CollectiveAllReduceExtended):
    """What CollectiveAllReduceStrategy does.

    Args:
      container_strategy: the strategy.
      communication: a tf.distribute.experimental.CollectiveCommunication.
      cluster_resolver: the workers.
    """

    def __init__(self, container_strategy: Any, communication: Any, cluster_resolver: Any) -> None:
        options = collective_util.Options(implementation=communication)
        super().__init__(
            container_strategy, cluster_resolver=cluster_resolver, communication_options=options
        )
