"""What a file does that today's libraries do not, or that stops a program elsewhere.

tensorflow    names of TensorFlow 1
libraries     names that NumPy, SciPy and the standard library have dropped
packages      packages of that time, as data
missing       modules of the own packages that are not there
summaries     mistakes with summaries, by the checks of tfv1 doctor
promotion     where NumPy 2 gives another type than NumPy 1
files         absolute paths to data, ops compiled for TensorFlow 1
"""
