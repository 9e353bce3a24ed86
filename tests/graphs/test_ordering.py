"""A random op of a loop draws for one iteration after the other, and no export shows how."""

import json

from tests.support import loaded

PROGRAM = """
import json
import tfv1 as tf

tf.set_random_seed(1)
array = tf.TensorArray(tf.float32, 5)
_, array = tf.while_loop(
    lambda i, array: i < 5,
    lambda i, array: (i + 1, array.write(i, tf.random_uniform([], seed=7))),
    [0, array],
)
drawn, single = array.stack(), tf.random_uniform([], seed=7)
graph = tf.get_default_graph()
before = graph.as_graph_def()
config = tf.ConfigProto(intra_op_parallelism_threads=1, inter_op_parallelism_threads=1)
with tf.Session(config=config) as session:
    in_loop = [float(value) for _ in range(3) for value in session.run(drawn)]
    one_by_one = [float(session.run(single)) for _ in range(15)]
same = graph.as_graph_def() == before
print(json.dumps([in_loop, one_by_one, same]))
"""


def test_iterations_draw_in_turn() -> None:
    """The loop's numbers are those of the same op outside, in order; the graph looks as before."""
    done = loaded.python("-W", "ignore", "-c", PROGRAM)
    assert done.returncode == 0, done.stderr
    in_loop, one_by_one, same = json.loads(done.stdout)
    assert in_loop == one_by_one
    assert same
