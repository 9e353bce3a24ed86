"""Where a TensorFlow-1 name comes from, and how a legacy script gets to see it.

table, moved, lost   plain data: the home of every name that is not simply compat.v1's
views                module objects that overlay the real TensorFlow with those names
finder               makes ``import tfv1.x.y`` find views
usercode             loads the user's own files so that their imports see views
script               runs a script or module as ``python`` would
"""
