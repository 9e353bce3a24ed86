"""Private: the process of `tfv1 run`.

script, spawn        run a script as python does; the processes that it spawns
notebook             cells and `%run` after `%load_ext tfv1`
sigterm, tracebacks  finish cleanly on SIGTERM; hide our frames
mode, mode_hint      graph or eager mode; the hint after an error caused by the wrong one
numpy_hint, keras_hint, library_hint, python2_hint
                     hints after errors caused by NumPy 2, by code of Keras 1, by an installed
                     package that needs TensorFlow 1, and by Python 2 code
onednn               whether TensorFlow computes with oneDNN
seeding              one seed for all random streams, also on TensorFlow 1.15
run_report           what was written, and which names were missing
"""
