"""Runs the genuine tf.contrib of TensorFlow 1.15.5 on TensorFlow 2.

store      where its files are kept: the user's cache folder
wheel      gets them: from the official wheel, checked, all or nothing
host       finds and loads them, as code that sees TensorFlow 1.15
overlays   the few modules of it that ours stand in for
protos     its generated protobuf modules, rebuilt for today's protobuf
generated  its generated op wrappers, over today's raw ops
kernels    ops whose C++ kernels are gone, written with TensorFlow and NumPy
process    everything that is changed outside of tf.contrib, with the reasons

Nothing of tf.contrib is part of this project: `tfv1 contrib install` fetches it.
"""
