"""Where a TensorFlow-1 name comes from, and how a legacy script gets to see it.

As data, without any import:
  table, moved, lost   the home of every name that is not simply compat.v1's; why a name is gone

From a name to an object:
  views                module objects that overlay the real TensorFlow with 1.15's names
  homes, whereabouts   load what the tables name; find what has only changed its module
  startup, legacykeras load TensorFlow 2 for TensorFlow-1 code, with Keras 2 as it was
  stand_ins, absent, estimator_training
                       small parts that are gone, in our own writing
  missing              the names that were asked for in vain

Who sees views:
  finder               `import tfv1.x.y`
  usercode             the user's own files under `tfv1 run`; ownfiles: those called tfv1
  notebook             cells and `%run` after `%load_ext tfv1`
  hosted               packages that import lost internals of TensorFlow
  oldlibs, python2     libraries and sources of that time

The process of `tfv1 run`:
  script, spawn        run a script as python does; its spawned processes
  sigterm, tracebacks  end as a script should; show no frames of ours
  othermode            the line after an error that comes of the wrong mode
"""
