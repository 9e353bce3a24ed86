"""What a file needs that today's libraries no longer have, or that another machine may lack.

tensorflow    names of TensorFlow 1
arguments     calls of functions whose arguments changed with TensorFlow 1.0
libraries     names that NumPy, SciPy and the standard library have dropped
keras1        calls with arguments of Keras 1
packages      packages of that time, as data
missing       modules of the user's own packages that do not exist
summaries     mistakes with summaries, by the checks of tfv1 doctor
promotion     where NumPy 2 returns a different type from NumPy 1
files         absolute paths to data, ops compiled for TensorFlow 1
"""
