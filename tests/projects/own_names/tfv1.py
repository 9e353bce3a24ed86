import tensorflow as tf

who = "a module of the user's, on " + tf.__version__
