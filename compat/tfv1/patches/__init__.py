"""Private: what is replaced in TensorFlow, its libraries and Python for TensorFlow-1 code.

table      the rows (what, by what, why), and the functions that apply and undo them
classes    tf.Tensor and tf.Variable, for isinstance checks
attributes attributes and methods that have gone or have other names
arguments  constructors, with the arguments that they took in 1.15
errors     errors and warnings, which name lines of the script
stacks     where operations were created, without our frames
messages   the words of errors that Python raises
wording    how an error gets them
data       options of tf.data
refusals   what 1.15 refused: summaries without a name, folders that are not there
refusing_kernels  the same for kernels: Cholesky
sessions   arguments of sessions, and the job of a local server
library    methods that classes of Python's library and of h5py have lost
keras      tf_keras, where 1.15's tf.keras behaved differently in graph mode
keras_configs  what its models, layers and losses write about themselves
keras_eager  how its eager models train and report
keras_images  its augmentation of images
keras_messages  the words of its errors
keras_models  what its models refuse
keras_summary  the table of its models' layers
callbacks  its callbacks: when they stop, what they save and print
layers     its layers: methods, parent calls, and the inputs that they refuse
protobuf   protobuf 7 under older releases of TensorFlow
flags      tf.flags.FLAGS, as it was before TensorFlow 1.5
numpy2     arrays and scalars, as they were before NumPy 2
pandas1    tables and series, as they were before pandas 1

`tfv1.summary.installation` has the rows that put this package's writer behind TensorFlow's modules.
"""

from tfv1.patches.table import Patch, Undo, apply, undo, value

__all__ = ["Patch", "Undo", "apply", "undo", "value"]
