"""Runs the genuine tf.contrib of TensorFlow 1.15.5 on TensorFlow 2.

store      where its files are kept: the user's cache folder
wheel      gets them: from the official wheel, checked, all or nothing
files      finds and loads them, as code that sees TensorFlow 1.15
protos     its generated protobuf modules, rebuilt for today's protobuf
generated  its generated op wrappers, over today's raw ops
libraries  its op libraries, which are gone
kernels    ops whose C++ kernels are gone, written with TensorFlow's ops

Nothing of tf.contrib is part of this project: `tfv1 contrib install` fetches it. Nothing of the
TensorFlow in the process is changed for it either: where 1.15's internals were otherwise,
tf.contrib is shown views, whose differences are rows of the tables in `tfv1.names`.
"""
