"""CheckpointInputPipelineHook, which saves where the input of an estimator's training stands."""

from typing import Any

import tensorflow.compat.v1 as tf
from tensorflow.python.data.ops import iterator_ops


class CheckpointInputPipelineHook(tf.train.SessionRunHook):
    """Saves the iterators of a graph as often as the estimator saves its model.

    Their checkpoints lie beside the model's, under names that begin with "input". Training that is
    continued goes on with the elements that come next.

    Args:
      estimator: the estimator that is trained.

    Raises:
      ValueError: its configuration saves neither by seconds nor by steps, or by both.
    """

    def __init__(self, estimator: Any) -> None:
        config = estimator.config
        name = "input"
        if config.num_worker_replicas > 1:
            name += f"_{config.task_type}_{config.task_id}"
        self._state = f"checkpoint_{name}"
        self._saving = tf.train.CheckpointSaverHook(
            estimator.model_dir,
            save_secs=config.save_checkpoints_secs,
            save_steps=config.save_checkpoints_steps,
            checkpoint_basename=f"{name}.ckpt",
        )
        self._started = False

    def begin(self) -> None:
        iterators = tf.get_collection(iterator_ops.GLOBAL_ITERATORS)
        saveables = [iterator_ops._IteratorSaveable(one, one.name) for one in iterators]
        for saveable in saveables:
            saveable.specs[0].name = f"{saveable.name}-state"
        self._saving._saver = _Saver(self._state, saveables)
        self._saving.begin()

    def after_create_session(self, session: Any, coord: object) -> None:
        self._started = False

    def before_run(self, run_context: Any) -> Any:
        # Before the first step, when the iterators have been initialized.
        if not self._started:
            self._started = True
            self._restore_or_save(run_context.session)
        return self._saving.before_run(run_context)

    def _restore_or_save(self, session: Any) -> None:
        state = tf.train.get_checkpoint_state(self._saving._checkpoint_dir, self._state)
        if state and state.model_checkpoint_path:
            self._saving._saver.restore(session, state.model_checkpoint_path)
        else:
            step = session.run(self._saving._global_step_tensor)
            self._saving._save(session, step)
            self._saving._timer.update_last_triggered_step(step)

    def after_run(self, run_context: object, run_values: object) -> None:
        self._saving.after_run(run_context, run_values)

    def end(self, session: object) -> None:
        self._saving.end(session)


class _Saver(tf.train.Saver):
    """A saver with a state file of its own."""

    def __init__(self, state: str, saveables: list[Any]) -> None:
        super().__init__(saveables)
        self._state = state

    def save(self, sess: Any, save_path: Any, *args: Any, **options: Any) -> Any:
        return super().save(sess, save_path, *args, **{**options, "latest_filename": self._state})
