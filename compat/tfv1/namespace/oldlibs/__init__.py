"""The libraries of TensorFlow 1's time, given back to user code.

tables        plain data: the names that libraries have dropped, and where each lives now
overlay       a module object that shows such a library; the real module stays untouched
stdlib, imp, numpy_names, scipy_misc, scipy_names, beholder, others
              our own writing, for names that have no equal successor
"""

from tfv1.namespace.oldlibs.overlay import check_numpy, reload, view

__all__ = ["check_numpy", "reload", "view"]
