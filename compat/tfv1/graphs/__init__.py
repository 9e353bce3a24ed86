"""Private: builds the graphs that TensorFlow 1.15's Python built: the same nodes in the same order.

A random op without its own seed is seeded with the number of operations in its graph. So "the same
seed, the same numbers" requires the same nodes: `tf.set_random_seed(1)` gives a script the same
weights, dropout and batches as on 1.15 if every TensorFlow function that the script calls creates
as many nodes as it did then. Most do. Those that do not are replaced, each by a function of our own
on top of TensorFlow's raw ops.

    replacing   the decorators that make the rows of replacements
    scopes      where 1.15's nodes are created: in TensorFlow 1's graphs, and nowhere else
    seeds       get_seed: the number of operations for an op without a seed
    arithmetic, reductions, arrays, random, nn, layers, ...
                the replacements by family; a row is a function and its decorator
    gradients   the same for the gradients of ops
    importing   graphs from 1.0 to 1.15 that today's TensorFlow rejects
    exporting   graphs that 1.15 can read

A replacement has the same parameters as what it replaces. If a TensorFlow release has changed
those, TensorFlow's own function stays, with one warning that names it. Code in eager mode, or
inside a tf.function of an eager program, gets TensorFlow's own functions.

tests/graphs has the graphs that 1.15.5 builds for more than a thousand small constructs, and
compares; `scripts/parity` prints how many match.
"""
