"""Runs the genuine tf.contrib of TensorFlow 1.15.5 on TensorFlow 2.

store      where its files are kept: the user's cache folder
wheel      extracts them from the official wheel, verified, all or nothing
files      finds and loads them, as code that sees TensorFlow 1.15
protos     its generated protobuf modules, rebuilt for today's protobuf
generated  its generated op wrappers, on top of today's raw ops
libraries  its op libraries, which are gone
kernels    ops whose C++ kernels are gone, written with TensorFlow's ops

No part of tf.contrib is included in this project: `tfv1 contrib install` fetches it. Nor does it
change the TensorFlow in the process: where 1.15's internals were different, tf.contrib sees views,
whose differences are rows in the tables of `tfv1.names`.
"""
