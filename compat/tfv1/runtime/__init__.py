"""Private: the process of `tfv1 run`.

script, spawn        run a script as python does; the processes that it spawns
notebook             cells and `%run` after `%load_ext tfv1`
sigterm, tracebacks  end as a script should; show no frames of ours
mode, mode_hint      graph mode or eager mode; the line after an error that comes of the wrong one
seeding              one seed for all random streams, on TensorFlow 1.15, too
run_report           what the script asked for in vain
"""
