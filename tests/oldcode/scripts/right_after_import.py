"""What a script finds before it uses the first name of TensorFlow."""

import io
import logging
import re
import sys

import answering
import tensorflow as tf

handlers = logging.getLogger("tensorflow").handlers
found = [type(handler).__name__ for handler in handlers]
level = logging.getLogger("tensorflow").level
loaded = "tensorflow" in sys.modules
stream = io.StringIO()
for handler in handlers:
    handler.setFormatter(logging.Formatter("mine: %(message)s"))
    handler.stream = stream
elsewhere = io.StringIO()
logging.basicConfig(stream=elsewhere, level=logging.INFO)
tf.logging.set_verbosity(tf.logging.INFO)
tf.logging.info("said")
said = stream.getvalue(), elsewhere.getvalue()
x = tf.placeholder(tf.float32, [3, 4])
tf.to_float(x)
tf.nn.dropout(x, keep_prob=0.5)
tf.reduce_sum(x, keep_dims=True)
tf.nn.softmax_cross_entropy_with_logits(labels=x, logits=x)
tf.sparse_to_dense([0], [1], 2)
# The place that each deprecation names, and what it says is deprecated.
warned = re.findall(r"From \S*?([^/ ]+): (?!The name)(.*) \(from", stream.getvalue())

answering.answer(
    globals(),
    """
found
logging.getLevelName(level)
loaded
"tensorflow.python" in sys.modules
[text.splitlines()[-1] for text in said]
len(logging.getLogger("tensorflow").handlers)
logging.getLogger("tensorflow").propagate
warned
""",
)
