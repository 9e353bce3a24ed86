"""Stand-ins for libraries of TensorFlow 1's time, for names that have no equal successor.

`tfv1.names.tables.libraries` says which name is given back by which module here.
"""
