"""Private: what TensorFlow 1.15's Python put into a graph: the same nodes, in the same order.

A random op without a seed of its own is seeded by the number of operations that its graph has. So
"the same seed, the same numbers" means the same nodes: `tf.set_random_seed(1)` gives a script here
the weights, the dropout and the batches that it gave on 1.15, if every function of TensorFlow's
that the script calls makes as many nodes as it made then. Most do. The ones that do not are
replaced, each by a function of our own writing over TensorFlow's raw ops.

    replacing   the table of what is replaced, and how it is put in place and taken out again
    scopes      where 1.15's nodes are made: in TensorFlow 1's graphs, and nowhere else
    seeds       get_seed: the number of operations for an op without a seed
    arithmetic, reductions, arrays, random, nn, layers, ...
                the replacements by family; a row is a function and its decorator
    gradients   the same for the gradients of ops
    importing   graphs of 1.0 to 1.15 that today's TensorFlow refuses
    exporting   graphs that 1.15 reads

A replacement has the parameters of what it replaces. Where a release of TensorFlow has changed
those, TensorFlow's own function stays and one warning names it. Code that runs eagerly, or inside
a tf.function of a program that does, gets TensorFlow's own functions.

tests/graphs holds what 1.15.5 makes of more than a thousand small constructs, and compares;
`scripts/parity` prints how far we are.
"""

from tfv1.graphs.replacing import install, uninstall

__all__ = ["install", "uninstall"]
