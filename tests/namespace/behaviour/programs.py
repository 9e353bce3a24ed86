"""Probes of flags, logging, files and protos."""

import os

import tensorflow as tf
from tensorflow.python.client import timeline

from tests.namespace.behaviour.probing import path, plain, probe


@probe
def files():
    folder = path("folder")
    tf.gfile.MakeDirs(folder)
    with tf.gfile.Open(os.path.join(folder, "a.txt"), "w") as file:
        file.write("one\ntwo\n")
    with tf.gfile.GFile(os.path.join(folder, "a.txt")) as file:
        lines = file.readlines()
    tf.gfile.Copy(os.path.join(folder, "a.txt"), os.path.join(folder, "b.txt"), overwrite=True)
    names = sorted(os.path.basename(name) for name in tf.gfile.Glob(os.path.join(folder, "*")))
    binary = tf.gfile.FastGFile(os.path.join(folder, "a.txt"), "rb").read()
    found = [
        list(map(os.path.basename, walked[:1])) + list(walked[1:])
        for walked in tf.gfile.Walk(folder)
    ]
    tf.gfile.DeleteRecursively(folder)
    return [
        lines,
        names,
        plain(binary),
        plain([sorted(f[2]) for f in found]),
        tf.gfile.Exists(folder),
    ]


@probe
def flags():
    tf.app.flags.DEFINE_string("a_name", "x", "help")
    tf.flags.DEFINE_integer("a_number", 3, "help")
    tf.flags.DEFINE_boolean("a_switch", True, "help")
    tf.flags.DEFINE_float("a_rate", 0.5, "help")
    tf.flags.DEFINE_enum("a_kind", "p", ["p", "q"], "help")
    tf.flags.DEFINE_list("a_list", "1,2", "help")
    own = tf.flags.FLAGS
    own(["prog", "--a_number=5", "--noa_switch", "rest"])
    own.a_name = "set"
    values = own.flag_values_dict()
    return [
        own.a_name,
        own.a_number,
        own.a_switch,
        own.a_rate,
        own.a_list,
        "a_kind" in own,
        sorted(name for name in values if name.startswith("a_")),
        own["a_number"].value,
    ]


@probe
def hidden_flags():
    return "log_dir" in tf.flags.FLAGS.__flags


@probe
def logging():
    tf.logging.set_verbosity(tf.logging.WARN)
    levels = [
        tf.logging.DEBUG,
        tf.logging.INFO,
        tf.logging.WARN,
        tf.logging.ERROR,
        tf.logging.FATAL,
    ]
    for log in (tf.logging.debug, tf.logging.info, tf.logging.log_if):
        log("quiet %d", 1) if log is not tf.logging.log_if else log(tf.logging.INFO, "m", False)
    return levels + [tf.logging.get_verbosity()]


@probe
def protos():
    config = tf.ConfigProto(allow_soft_placement=True, log_device_placement=False)
    config.gpu_options.allow_growth = True
    config.gpu_options.per_process_gpu_memory_fraction = 0.3
    metadata = tf.RunMetadata()
    options = tf.RunOptions(trace_level=tf.RunOptions.FULL_TRACE)
    with tf.Session(config=config) as sess:
        sess.run(tf.constant(1) + 1, options=options, run_metadata=metadata)
    trace = timeline.Timeline(metadata.step_stats).generate_chrome_trace_format()
    summary = tf.Summary(value=[tf.Summary.Value(tag="t", simple_value=0.5)])
    return [
        len(metadata.step_stats.dev_stats) > 0,
        "traceEvents" in trace,
        str(summary),
        str(tf.GraphDef()),
        tf.HistogramProto(min=1).min,
    ]
