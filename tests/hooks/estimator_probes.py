"""What estimators write: training, evaluation, both in turn, hooks, restarts."""

from tests.hooks.probing import main, probe, tf, train_op


def model(features, labels, mode):
    """Multiplies by a weight that grows by 1 a step: the loss is 10 less the new step."""
    weight = tf.get_variable("weight", initializer=1.0)
    predictions = features * weight
    if mode == tf.estimator.ModeKeys.PREDICT:
        return tf.estimator.EstimatorSpec(mode, predictions={"product": predictions})
    metrics = {
        "mean_product": tf.metrics.mean(predictions),
        "images": (tf.summary.text("words", tf.constant("some words")), tf.no_op()),
    }
    if mode == tf.estimator.ModeKeys.EVAL:
        loss = tf.reduce_mean(predictions)
        return tf.estimator.EstimatorSpec(mode, loss=loss, eval_metric_ops=metrics)
    step = train_op(loss=False, after=[predictions])
    with tf.control_dependencies([step]):
        grown = tf.assign_add(weight, 1.0)
    loss = 10.0 - tf.cast(step, tf.float32)
    tf.summary.scalar("weight_after", grown)
    return tf.estimator.EstimatorSpec(mode, loss=loss, train_op=tf.group(step, grown))


def numbers():
    data = tf.data.Dataset.from_tensors((tf.constant([1.0, 2.0]), tf.constant([0.0, 0.0])))
    return data.repeat().make_one_shot_iterator().get_next()


def three_batches():
    data = tf.data.Dataset.from_tensors((tf.constant([1.0, 2.0]), tf.constant([0.0, 0.0])))
    return data.repeat(3).make_one_shot_iterator().get_next()


def estimator(logdir, **config):
    settings = {"save_summary_steps": 2, "log_step_count_steps": 2, "save_checkpoints_steps": 3}
    settings.update(config)
    return tf.estimator.Estimator(model, logdir, tf.estimator.RunConfig(**settings))


@probe
def train(logdir):
    estimator(logdir).train(numbers, steps=8)


@probe
def train_by_default(logdir):
    tf.estimator.Estimator(model, logdir).train(numbers, max_steps=102)


@probe
def train_twice(logdir):
    for _ in range(2):
        estimator(logdir).train(numbers, steps=3)


@probe
def train_restarts(logdir):
    for _ in range(2):
        estimator(logdir).train(numbers, steps=3)
        tf.summary.FileWriterCache.clear()  # as with a process each


@probe
def train_to_the_end_of_the_input(logdir):
    estimator(logdir).train(three_batches)


@probe
def train_with_hooks(logdir):
    hooks = [
        tf.train.ProfilerHook(save_steps=2, output_dir=logdir),
        tf.train.StepCounterHook(every_n_steps=3, output_dir=logdir),
    ]
    estimator(logdir).train(numbers, hooks=hooks, steps=4)


@probe
def train_with_a_saver_listener(logdir):
    told = []

    class Listener(tf.train.CheckpointSaverListener):
        def after_save(self, session, step):
            told.append(int(step))

    estimator(logdir).train(numbers, steps=4, saving_listeners=[Listener()])
    return told


@probe
def evaluate(logdir):
    trained = estimator(logdir)
    trained.train(numbers, steps=2)
    metrics = trained.evaluate(numbers, steps=2)
    trained.evaluate(three_batches, name="more")
    return {name: float(value) for name, value in metrics.items() if name != "images"}


@probe
def predict_writes_nothing_more(logdir):
    trained = estimator(logdir)
    trained.train(numbers, steps=1)
    return [[float(row["product"]) for row in trained.predict(three_batches)]]


@probe
def train_and_evaluate(logdir):
    trained = estimator(logdir, save_checkpoints_steps=4)
    tf.estimator.train_and_evaluate(
        trained,
        tf.estimator.TrainSpec(numbers, max_steps=8),
        tf.estimator.EvalSpec(three_batches, steps=None, throttle_secs=0, start_delay_secs=0),
    )


@probe
def a_writer_of_the_users(logdir):
    trained = estimator(logdir)
    trained.train(numbers, steps=2)
    value = tf.Summary.Value(tag="mine", simple_value=1)
    tf.summary.FileWriterCache.get(logdir).add_summary(tf.Summary(value=[value]), 2)
    trained.train(numbers, steps=1)


if __name__ == "__main__":
    main()
