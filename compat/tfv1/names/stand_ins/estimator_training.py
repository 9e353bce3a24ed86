"""tensorflow.python.distribute.estimator_training, which TensorFlow 2.16 dropped.

It ran an estimator through the standalone distribute coordinator. That coordinator is gone, so an
estimator is told that none is wanted, and follows TF_CONFIG by itself, as it does by default.
"""

from typing import Any, NoReturn


def init_run_config(config: Any, tf_config: dict[str, Any]) -> None:
    """Fills in a RunConfig's cluster fields from TF_CONFIG."""
    config._init_distributed_setting_from_environment_var(tf_config)
    config._distribute_coordinator_mode = None


def should_run_distribute_coordinator(config: object) -> bool:
    """False: there is no coordinator."""
    return False


def _no_coordinator(*args: object, **kwargs: object) -> NoReturn:
    raise NotImplementedError(
        "RunConfig(experimental_distribute=...) needs the distribute coordinator, which TensorFlow "
        "removed in 2.16; use train_distribute=tf.distribute.MirroredStrategy()"
    )


train_and_evaluate = estimator_train = estimator_evaluate = _no_coordinator
