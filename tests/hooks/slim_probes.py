"""What tf.contrib.slim's training loop, which runs a Supervisor, writes."""

from tests.hooks.probing import main, probe, tf

slim = tf.contrib.slim


def model():
    inputs = tf.ones([4, 3])
    with slim.arg_scope([slim.fully_connected], weights_initializer=tf.zeros_initializer()):
        outputs = slim.fully_connected(inputs, 1, activation_fn=None, scope="line")
    loss = tf.losses.mean_squared_error(tf.ones([4, 1]), outputs)
    tf.summary.scalar("loss", loss)
    optimizer = tf.train.GradientDescentOptimizer(0.1)
    return slim.learning.create_train_op(
        tf.losses.get_total_loss(), optimizer, summarize_gradients=True
    )


@probe
def train_without_threads(logdir):
    op = model()
    return float(
        slim.learning.train(
            op, logdir, number_of_steps=5, save_summaries_secs=0, save_interval_secs=0
        )
    )


@probe
def train_without_a_logdir(logdir):
    return float(slim.learning.train(model(), None, number_of_steps=3))


@probe
def train_and_evaluate(logdir):
    slim.learning.train(
        model(), logdir + "/train", number_of_steps=2, save_summaries_secs=0, save_interval_secs=0
    )
    with tf.Graph().as_default():
        outputs = slim.fully_connected(tf.ones([4, 3]), 1, activation_fn=None, scope="line")
        values, updates = slim.metrics.aggregate_metric_map(
            {"mean": slim.metrics.streaming_mean(outputs)}
        )
        tf.summary.scalar("mean", values["mean"])
        tf.train.get_or_create_global_step()
        slim.evaluation.evaluate_once(
            "",
            tf.train.latest_checkpoint(logdir + "/train"),
            logdir + "/eval",
            num_evals=2,
            eval_op=list(updates.values()),
        )


if __name__ == "__main__":
    main()
