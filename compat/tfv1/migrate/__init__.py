"""Private: check legacy source and rewrite it, without TensorFlow or NumPy, and without running it.

names       what a TensorFlow-1 name is today, read from the tables and from installed source
source      files and notebooks: text, line endings, syntax tree
references  the dotted names that a file uses, through its imports and aliases
project     the same across files: names that the user's own modules hand on
checks      what else a file does that today's libraries do not
check       all of it over many files, in several processes
report      the result as text, plain data and a page
rules       rewriting, one rule a file
mode        whether a program is for TensorFlow 1 or 2, by eras (names) and habits (the rest)
"""
