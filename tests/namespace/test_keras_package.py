"""`import keras` in TensorFlow-1 code is Keras 2 as that package had it."""

from tests.support.cli import python

SCRIPT = """
import keras.backend as K
import keras.engine as KE
import numpy as np
import tensorflow as tf
from keras.engine.topology import Layer, get_source_inputs
from keras.engine import saving
from keras.layers import Dense, Input, Lambda
from keras.models import Model
from keras.objectives import mean_squared_error
from keras.optimizers import Adam
from keras.utils import np_utils
from keras.utils.generic_utils import get_custom_objects

K.set_image_dim_ordering("th")
print(K.image_dim_ordering(), K.image_data_format())
print(np_utils.to_categorical([1], 2), get_custom_objects(), mean_squared_error.__name__)
print(issubclass(Layer, KE.Layer), K.tf.Session is tf.Session, saving.__name__)
_, total = K.control_flow_ops.while_loop(
    lambda i, s: i < 4, lambda i, s: (i + 1, s + i), [K.constant(0), K.constant(0)]
)
print(K.get_session().run(total))

x, y = Input((3,)), Input((1,))
inner = K.square(x)
had = hasattr(inner, "_keras_shape")
inner._keras_shape = (None, 3)
print(x._keras_shape, had, inner._keras_shape)
difference = Lambda(lambda both: K.sum(K.square(both[0] - both[1])), output_shape=(1,), name="loss")
model = Model([x, y], difference([Dense(1)(x), y]))
print(len(get_source_inputs(model.output)))
model.compile(optimizer=Adam(lr=0.01), loss={"loss": lambda true, predicted: predicted})
print(model.train_on_batch([np.ones((4, 3)), np.ones((4, 1))], np.zeros(4)))
"""


def test_names_of_the_package_and_a_layer_that_computes_the_loss(tmp_path):
    """Modules that its backend handed on are there; a scalar output trains, as it did on 1.15."""
    script = tmp_path / "train.py"
    script.write_text(SCRIPT)
    done = python("-m", "tfv1", "run", "--seed", "3", script, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    *names, loss = done.stdout.splitlines()
    assert names == [
        "th channels_first",
        "[[0. 1.]] {} mean_squared_error",
        "True True tensorflow.python.keras.engine.saving",
        "6.0",
        "(None, 3) False (None, 3)",
        "2",
    ]
    assert abs(float(loss) - 0.11213798) < 1e-5  # 1.15.5's, with the same seed
