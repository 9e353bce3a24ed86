"""Names that exist only in Python 2, as data: they identify its sources, and its errors."""

from tfv1.names.tables import python2 as libraries

BUILTINS = frozenset(
    [
        "StandardError",
        "apply",
        "basestring",
        "cmp",
        "execfile",
        "file",
        "intern",
        "long",
        "raw_input",
        "reduce",
        "reload",
        "unichr",
        "unicode",
        "xrange",
    ]
)
METHODS = frozenset(
    ["has_key", "iteritems", "iterkeys", "itervalues", "viewitems", "viewkeys", "viewvalues"]
)
ATTRIBUTES = frozenset(
    ["func_code", "func_defaults", "func_globals", "func_name", "im_class", "im_func", "im_self"]
)
# From modules that Python 3 has, too.
LIBRARY = frozenset(
    f"{module}.{name}"
    for module in ("itertools", "operator", "os", "string", "sys", "types", "urllib")
    for name in libraries.NAMES[module]
) - {"os.errno", "types.NoneType"}  # which some versions of Python 3 have
