"""What a script finds before it uses the first name of TensorFlow."""

import io
import logging
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

answering.answer(
    globals(),
    """
found
logging.getLevelName(level)
loaded
"tensorflow.python" in sys.modules
stream.getvalue().splitlines()[-1]
elsewhere.getvalue().splitlines()[-1]
len(logging.getLogger("tensorflow").handlers)
logging.getLogger("tensorflow").propagate
""",
)
