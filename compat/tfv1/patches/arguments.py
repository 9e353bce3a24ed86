"""Constructors whose arguments have changed: in graph mode they take 1.15's."""

from tfv1.names.arguments import taking
from tfv1.names.tables.arguments import CLASSES
from tfv1.patches.table import Patch

PATCHES = tuple(
    Patch(f"{target}.__init__", taking(arguments, method=True), "takes other arguments")
    for target, arguments in CLASSES.items()
)
