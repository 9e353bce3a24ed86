"""Private: check legacy source and rewrite it, without TensorFlow or NumPy, and without running it.

check       which of many files will run, in several processes
checks      what is looked for in each file
old_calls   calls with the arguments of before TensorFlow 1.0, which checks report and rules rewrite
results     what a check found in each file
report      the result as text and as plain data; `page` as a page
migrate     rewrites files, and writes the result where it is wanted
rules       the rewriting, one rule per file
gitindex    which files git has unchanged, so that they need no backup
verify      runs the original and the rewritten code, and compares their logs

How sources are read and parsed is in `tfv1.source`; what a TensorFlow name is today, in
`tfv1.names`.
"""
