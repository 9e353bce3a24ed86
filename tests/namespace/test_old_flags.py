"""What tf.flags.FLAGS had before TensorFlow 1.5 comes back to scripts of that time."""

from tests.support.loaded import python

SCRIPT = """
import tensorflow as tf

tf.flags.DEFINE_integer("size", 8, "help")
tf.flags.DEFINE_string("log_dir", "logs", "a name that others define too")
tf.flags.DEFINE_boolean("train", False, "help")
FLAGS = tf.flags.FLAGS
{}
FLAGS.size += 1
print(sorted(FLAGS.__dict__["__flags"].items()), FLAGS.__flags["size"].value)
"""


def run(line, folder):
    script = folder / "train.py"
    script.write_text(SCRIPT.format(line))
    done = python("-m", "tfv1", "run", script, "--size=4", "--train", "rest", cwd=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_flags_are_parsed_by_the_old_method(tmp_path):
    """FLAGS._parse_flags() parses the command line, or the arguments that it is given."""
    lines = run(
        "FLAGS._parse_flags(); print(FLAGS.size)\nFLAGS._parse_flags(['--size=6'])", tmp_path
    )
    assert lines == ["4", "[('log_dir', 'logs'), ('size', 7), ('train', True)] 7"]


def test_values_are_in_the_old_dictionary(tmp_path):
    """FLAGS.__dict__["__flags"] holds the script's values, current ones; __flags is as in 1.15."""
    lines = run("print(FLAGS.__dict__['__flags'])", tmp_path)
    assert lines == [
        "{'log_dir': 'logs', 'size': 4, 'train': True}",
        "[('log_dir', 'logs'), ('size', 5), ('train', True)] 5",
    ]
