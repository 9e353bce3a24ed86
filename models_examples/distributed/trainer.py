"""Trains on a cluster: parameter servers, a chief and workers, one process each.

    python trainer.py --ps_hosts=a:2222 --worker_hosts=b:2222,c:2222 --job_name=ps
    python trainer.py --ps_hosts=a:2222 --worker_hosts=b:2222,c:2222 --task_index=1

The same command runs on every host, with its own job and index; the environment variable TF_CONFIG
says the same as these flags. Every worker builds the graph and trains the variables that lie on the
parameter servers. The chief, worker 0, writes checkpoints and summaries to --logdir, and every
worker its own loss to --logdir/<job>_<index>.

The model is a plane through noisy points, found by gradient descent. When all workers are done, the
parameter servers end as well.
"""

import sys
import time

import numpy as np
import tensorflow as tf

import cluster
import worker_log

flags = tf.app.flags
FLAGS = flags.FLAGS

flags.DEFINE_string("ps_hosts", "", "Parameter servers: host:port,host:port.")
flags.DEFINE_string("worker_hosts", "", "Workers, the chief first: host:port,host:port.")
flags.DEFINE_string("job_name", "worker", "What this process is: ps or worker.")
flags.DEFINE_integer("task_index", 0, "Which of its job's processes this one is.")
flags.DEFINE_string("logdir", "/tmp/distributed", "Directory, or URL, for all the logs.")
flags.DEFINE_integer("steps", 300, "Global step at which training ends.")
flags.DEFINE_integer("batch_size", 16, "Points in a batch.")
flags.DEFINE_float("learning_rate", 0.05, "Step size of gradient descent.")
flags.DEFINE_bool("sync_replicas", False, "Whether workers' gradients are averaged to one step.")
flags.DEFINE_integer("save_steps", 20, "Steps between checkpoints, and between summaries.")
flags.DEFINE_float("wait_secs", 60, "How long to wait for parameter servers, and for the chief.")
flags.DEFINE_float("step_secs", 0, "Pause after each step, as if the model were larger.")

PLANE = np.array([1.5, -2.0, 0.5], np.float32)
NOISE = 0.1


def points(seed, count):
    """Returns an endless stream of batches: points [count, 3], heights [count]."""
    random = np.random.RandomState(seed)
    while True:
        x = random.uniform(-1, 1, [count, len(PLANE)]).astype(np.float32)
        yield x, x.dot(PLANE) + NOISE * random.randn(count).astype(np.float32)


def build(task):
    """Returns (inputs, heights, train op, loss, hooks) with the variables on the servers."""
    device = "/job:%s/task:%d" % (task.job, task.index)
    place = tf.train.replica_device_setter(worker_device=device, cluster=task.hosts)
    with tf.device(place):
        step = tf.train.get_or_create_global_step()
        inputs = tf.placeholder(tf.float32, [None, len(PLANE)], name="points")
        heights = tf.placeholder(tf.float32, [None], name="heights")
        plane = tf.get_variable("plane", [len(PLANE)], initializer=tf.zeros_initializer())
        guesses = tf.reduce_sum(inputs * plane, axis=1)
        loss = tf.reduce_mean(tf.square(guesses - heights))
        tf.summary.scalar("loss", loss)
        tf.summary.histogram("plane_values", plane)
        optimizer = tf.train.GradientDescentOptimizer(FLAGS.learning_rate)
        hooks = []
        if FLAGS.sync_replicas:
            optimizer = tf.train.SyncReplicasOptimizer(
                optimizer,
                replicas_to_aggregate=task.workers,
                total_num_replicas=task.workers,
            )
        train_op = optimizer.minimize(loss, global_step=step)
        if FLAGS.sync_replicas:
            hooks.append(optimizer.make_session_run_hook(task.is_chief))
    return inputs, heights, train_op, loss, hooks


def filtered(task):
    """A session's configuration: it needs the servers only, so other workers may come and go."""
    device = "/job:%s/task:%d" % (task.job, task.index)
    return tf.ConfigProto(device_filters=["/job:ps", device])


def wait_for_chief(target, config):
    """Returns once the chief has initialised the variables; ValueError when it does not."""
    missing = tf.report_uninitialized_variables(tf.global_variables())
    deadline = time.time() + FLAGS.wait_secs
    with tf.Session(target, config=config) as session:
        while session.run(missing).size:
            if time.time() > deadline:
                raise ValueError(
                    "the chief has not begun within %g seconds: start worker 0 first."
                    % FLAGS.wait_secs
                )
            time.sleep(0.1)


def work(task, server):
    """Trains until the global step is --steps."""
    config = filtered(task)
    inputs, heights, train_op, loss, hooks = build(task)
    own_directory = FLAGS.logdir.rstrip("/") + "/" + task.name
    hooks += [
        tf.train.StopAtStepHook(last_step=FLAGS.steps),
        worker_log.WorkerLogHook(own_directory, loss),
    ]
    if not task.is_chief:
        wait_for_chief(server.target, config)
    with tf.train.MonitoredTrainingSession(
        master=server.target,
        is_chief=task.is_chief,
        checkpoint_dir=FLAGS.logdir,
        hooks=hooks,
        config=config,
        save_checkpoint_secs=None,
        save_checkpoint_steps=FLAGS.save_steps,
        save_summaries_steps=FLAGS.save_steps,
        log_step_count_steps=FLAGS.save_steps,
        # In step, the chief's averaging thread waits for gradients that come no more.
        stop_grace_period_secs=5,
    ) as session:
        for x, y in points(task.index, FLAGS.batch_size):
            if session.should_stop():
                break
            session.run(train_op, feed_dict={inputs: x, heights: y})
            time.sleep(FLAGS.step_secs)


def finished_queue(index):
    """A queue on parameter server `index`, where every worker says that it has finished."""
    with tf.device("/job:ps/task:%d" % index):
        return tf.FIFOQueue(1000, tf.int32, shapes=[[]], shared_name="finished")


def tell_servers(task, server):
    """Tells every parameter server that this worker has finished."""
    with tf.Graph().as_default():
        servers = range(len(task.hosts["ps"]))
        told = [finished_queue(index).enqueue(task.index) for index in servers]
        with tf.Session(server.target, config=filtered(task)) as session:
            session.run(told)


def serve(task, server):
    """Keeps the variables until all workers have finished."""
    with tf.Graph().as_default():
        count = finished_queue(task.index).size()
        config = tf.ConfigProto(device_filters=["/job:ps/task:%d" % task.index])
        with tf.Session(server.target, config=config) as session:
            while session.run(count) < task.workers:
                time.sleep(0.2)  # in Python, where signals are heard


def fail(message, status):
    sys.stderr.write("trainer.py: %s\n" % message)
    sys.exit(status)


def main(_):
    try:
        task = cluster.from_flags(
            FLAGS.ps_hosts, FLAGS.worker_hosts, FLAGS.job_name, FLAGS.task_index
        )
    except ValueError as error:
        fail(error, 2)
    try:
        tf.gfile.MakeDirs(FLAGS.logdir)
    except tf.errors.OpError as error:
        fail("the logdir %s cannot be made: %s." % (FLAGS.logdir, error.message), 1)
    try:
        if task.job != "ps":
            cluster.wait_for(task.hosts["ps"], FLAGS.wait_secs)
        server = tf.train.Server(task.hosts, job_name=task.job, task_index=task.index)
        if task.job == "ps":
            serve(task, server)
        else:
            work(task, server)
            tell_servers(task, server)
    except ValueError as error:
        fail(error, 1)
    print("%s has finished." % task.name)


if __name__ == "__main__":
    tf.app.run()
