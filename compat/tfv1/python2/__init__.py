"""Private: runs Python 2 sources from the TensorFlow 1 era on Python 3.

Sources:
  convert      source in, source out, line by line; cache keeps the results on disk
  syntax       what Python 3 cannot parse (print, except X, e, tuple parameters), by fissix
  semantics    what parses but means something else (/, keys(), next), by calling helpers
  earlier      what earlier versions of Python 3 accepted, too
  protoc       what an earlier protoc generated, for today's protobuf
  signs        the names that exist only in Python 2, as data

What converted modules run with:
  builtins     the builtins and helpers, with classes, attributes, division and files
  library      the standard library under its old names; stdlib holds functions it no longer has
  gfile        tf.gfile with Python 2's text mode
  texts        texts that TensorFlow's records hold as bytes; records makes such records
"""
