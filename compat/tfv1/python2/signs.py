"""Names that exist only in Python 2, as data: they identify its sources, and its errors."""

BUILTINS = frozenset(
    [
        "apply",
        "basestring",
        "cmp",
        "execfile",
        "intern",
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
    f"itertools.{name}" for name in ("ifilter", "ifilterfalse", "imap", "izip", "izip_longest")
) | {"os.getcwdu", "string.letters", "string.maketrans", "sys.maxint"}
