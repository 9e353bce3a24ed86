"""Strategies of tf.contrib and what goes with them, device specs, functions that choose devices."""

import tempfile

import answering
import numpy as np
import tensorflow as tf
from tensorflow.contrib.framework import VariableDeviceChooser  # noqa: F401
from tensorflow.contrib.optimizer_v2.adam import AdamOptimizer  # noqa: F401
from tensorflow.contrib.optimizer_v2.momentum import MomentumOptimizer  # noqa: F401
from tensorflow.python.framework import device as pydev

contrib = tf.contrib.distribute


def trained(strategy):
    """A variable after one step of gradient descent on its square."""
    with tf.Graph().as_default(), strategy.scope():
        v = tf.Variable(1.0, name="v")

        def step():
            return tf.train.GradientDescentOptimizer(0.1).minimize(lambda: v * v)

        op = strategy.extended.call_for_each_replica(step)
        with tf.Session() as sess:
            sess.run(tf.global_variables_initializer())
            sess.run(strategy.unwrap(op))
            return strategy.num_replicas_in_sync, round(float(sess.run(v)), 5), v.name


def mutated():
    """A device spec that is changed in place."""
    spec = pydev.DeviceSpec(job="a")
    spec.job, spec.replica, spec.task = "ps", 1, 2
    spec.device_type, spec.device_index = "gpu", 3
    spec.merge_from(tf.DeviceSpec(task=5))
    return spec.to_string(), spec.parse_from_string("/cpu:1") is spec, spec.to_string()


def placed(device):
    """The devices of variables under a device or a function that chooses one."""
    with tf.Graph().as_default(), tf.device(device):
        found = [tf.Variable(1.0), tf.get_variable("g", [2]), tf.get_variable("h", [2])]
        return [one.device for one in [*found, found[0] + 1.0]]


def chosen(chooser):
    """The devices that a chooser gives one variable after the other."""
    with tf.Graph().as_default():
        return [chooser(tf.Variable(1.0).op) for _ in range(3)]


def optimizer_restored(optimizer):
    """A variable after two steps, the second after a restore; and what the checkpoint has."""
    with tf.Graph().as_default(), tf.Session() as sess:
        v = tf.get_variable("v", initializer=2.0, use_resource=True)
        step = optimizer.minimize(v * v)
        checkpoint = tf.train.Checkpoint(v=v, optimizer=optimizer)
        sess.run([tf.global_variables_initializer()])
        sess.run(step)
        path = checkpoint.save(tempfile.mkdtemp() + "/c", session=sess)
        sess.run(step)
        checkpoint.restore(path).assert_consumed().run_restore_ops(sess)
        sess.run(step)
        names = sorted(name for name, _ in tf.train.list_variables(path))
        return round(float(sess.run(v)), 4), names


def arrays_restored():
    """NumPy arrays that a checkpoint gives back, to the object that had them and to another."""
    arrays, others = tf.contrib.checkpoint.NumpyState(), tf.contrib.checkpoint.NumpyState()
    arrays.ones, arrays.zeros = np.ones([2, 2]), np.zeros([3])
    with tf.Graph().as_default(), tf.Session().as_default():
        path = tf.train.Checkpoint(arrays=arrays).save(tempfile.mkdtemp() + "/c")
        arrays.ones[:] = 5
        tf.train.Checkpoint(arrays=arrays).restore(path)
        tf.train.Checkpoint(arrays=others).restore(path)
    return arrays.ones.tolist(), others.ones.tolist(), others.zeros.tolist()


answering.answer(
    globals(),
    """
trained(contrib.MirroredStrategy())
trained(contrib.MirroredStrategy(["/cpu:0"]))
trained(contrib.MirroredStrategy(num_gpus=0))
trained(contrib.CollectiveAllReduceStrategy())
trained(contrib.CollectiveAllReduceStrategy(num_gpus_per_worker=0))
trained(contrib.OneDeviceStrategy("/cpu:0"))
trained(contrib.ParameterServerStrategy())
contrib.get_loss_reduction().name
mutated()
pydev.DeviceSpec.from_string("/job:a/gpu:1").to_string(), pydev.canonical_name("/cpu:0")
placed(tf.train.replica_device_setter(ps_tasks=2))
placed(tf.train.replica_device_setter(cluster={"ps": ["a:1", "b:2"], "worker": ["c:1"]}))
placed(tf.train.replica_device_setter(2, ps_device="/job:ps/cpu:0", merge_devices=False))
placed(tf.train.replica_device_setter(2, worker_device="/job:worker/task:1/gpu:0"))
placed(tf.DeviceSpec(job="a", task=1)), placed("/gpu:1")
chosen(VariableDeviceChooser(num_tasks=2))
chosen(VariableDeviceChooser(num_tasks=2, device_type="GPU", device_index=1))
chosen(VariableDeviceChooser(num_tasks=2, job_name="x", replica=1))
chosen(VariableDeviceChooser(num_tasks=0))
optimizer_restored(AdamOptimizer(0.1))
optimizer_restored(MomentumOptimizer(0.1, 0.9))
arrays_restored()
""",
)
