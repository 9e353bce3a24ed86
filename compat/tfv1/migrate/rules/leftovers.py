"""What a Python 3 source still has of Python 2: `xrange`, `d.keys()[0]`, `import cPickle`."""

import ast

from tfv1.migrate.rules.fixers import fixed
from tfv1.migrate.rules.module import Module
from tfv1.python2.integers import integer_uses
from tfv1.python2.lists import list_uses
from tfv1.python2.mixed import outside_fstrings
from tfv1.python2.semantics import futures, is_python3
from tfv1.source.dialect import python2_doubts, python2_sign, uses_attribute
from tfv1.source.model import Model

_FIXERS = (
    "execfile funcattrs getcwdu has_key imports intern itertools itertools_imports methodattrs "
    "operator reduce reload renames types urllib"
)
_NAMES = {
    "StandardError": "Exception",
    "basestring": "str",
    "file": "open",
    "long": "int",
    "raw_input": "input",
    "unichr": "chr",
    "unicode": "str",
    "xrange": "range",
}
# Functions of the module string that are methods of str.
_METHODS = (
    "capitalize count expandtabs find index ljust lower lstrip replace rfind rindex rjust rsplit "
    "rstrip split strip swapcase upper zfill"
)
_LIBRARY = {
    "string.atof": "float",
    "string.atoi": "int",
    "string.atol": "int",
    "string.letters": "string.ascii_letters",
    "string.lowercase": "string.ascii_lowercase",
    "string.maketrans": "str.maketrans",
    "string.uppercase": "string.ascii_uppercase",
    **{f"string.{name}": f"str.{name}" for name in _METHODS.split()},
}
_ATTRIBUTES = {
    f"{prefix}{name}": name for prefix in ("iter", "view") for name in ("items", "keys", "values")
}


def apply(module: Module) -> str:
    """The text as Python 3; what has a meaning in Python 3 stays."""
    if not module.python2 and next(python2_doubts(module.model()), None) is None:
        return module.text
    if is_python3(module.model().tree):
        module.text = renamed(module)
        module.text = fixed(module.text, _FIXERS, print_function=True) or module.text
    module.text = _with_lists(module)
    rest = python2_sign(module.text)
    if rest is not None:
        module.note(rest.line, f"change this by hand: {rest.what}")
    return module.text


def renamed(module: Module) -> str:
    """The text with today's names for what had others in Python 2 and fissix leaves."""
    edits, model = module.edits(), module.model()
    nodes = list(outside_fstrings(model.tree))
    for division in integer_uses(nodes) if "division" not in futures(model.tree) else ():
        start, end = edits.end(division.left), edits.start(division.right)
        if edits.text.count("/", start, end) == 1:
            slash = edits.text.index("/", start)
            edits.replace(slash, slash + 1, "//")
    for node in nodes:
        if isinstance(node, ast.Name):
            if node.id in _NAMES and not model.binds(node.id) and not model.is_guarded(node):
                edits.put(node, _NAMES[node.id])
        elif isinstance(node, ast.Attribute):
            new = _LIBRARY.get(model.dotted(node))
            if new is not None:
                edits.put(node, new)
            elif node.attr in _ATTRIBUTES and _is_pythons(node, model):
                end = edits.end(node)
                edits.replace(end - len(node.attr), end, _ATTRIBUTES[node.attr])
        elif isinstance(node, ast.Expr) and _sets_encoding(node.value, model):
            edits.put(node, "pass")
    return edits.apply()


def _sets_encoding(node: ast.expr, model: Model) -> bool:
    return isinstance(node, ast.Call) and model.dotted(node.func) == "sys.setdefaultencoding"


def _is_pythons(node: ast.Attribute, model: Model) -> bool:
    return uses_attribute(node, model) and not model.binds(node.attr)


def _with_lists(module: Module) -> str:
    edits = module.edits()
    uses = list_uses(list(outside_fstrings(module.model().tree)))
    for made in {id(use.made): use.made for use in uses}.values():
        edits.before(edits.start(made), "list(")
        edits.after(edits.end(made), ")")
    return edits.apply()
