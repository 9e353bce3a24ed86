"""The nodes that a construct puts into a graph, one line of text each, in the order of creation.

Runs on TensorFlow 1.15.5 and here, so it keeps to Python 3.7's syntax.
"""

import hashlib
import importlib
import re

import numpy as np

LONGEST = 100  # characters of a value; a longer one is told by its digest

# Annotations of shapes and of sessions, and the attributes that ops have got since, at the value
# that means what the op meant without them.
IGNORED = (
    "_output_shapes explicit_paddings index_type shape_type validate_shape config_proto "
    "executor_type incompatible_shape_error"
)

# Keras asks in no order whether its variables are initialized.
UNORDERED = "VarIsInitializedOp"


class Builder:
    """Builds the constructs of one TensorFlow, `tf`, each in a graph of its own."""

    def __init__(self, tf):
        self.tf = tf
        self.inputs = []

    def placeholder(self, *shape, **options):
        tensor = self.tf.placeholder(options.get("dtype", self.tf.float32), shape)
        self.inputs.append(tensor)
        return tensor

    def variable(self, *shape, **options):
        options.setdefault("initializer", self.tf.zeros_initializer())
        name = f"v{len(self.tf.global_variables())}"
        return self.tf.get_variable(name, shape, **options)

    def family(self, name):
        """The table of a family: names and what builds each."""
        module = importlib.import_module("tests.graphs.constructs." + name)
        return module.constructs(self.tf, self.placeholder, self.variable)

    def nodes(self, construct):
        """Builds a construct, and then the gradients of its result.

        Returns: {"forward": lines, "gradients": lines, "functions": lines}; what fails has one line
        that begins with "error".
        """
        tf = self.tf
        self.inputs = []
        np.random.seed(1)  # some of Keras's seeds come from it
        with tf.Graph().as_default() as graph:
            tf.set_random_seed(1)
            try:
                result = construct()
            # What 1.15 refuses is part of what is compared.
            except Exception as error:  # noqa: BLE001
                return {"forward": ["error " + type(error).__name__]}
            forward = lines(tf, graph)
            found = {"forward": forward}
            try:
                self.gradients(result)
            except Exception as error:  # noqa: BLE001 - as above
                found["gradients"] = ["error " + type(error).__name__]
            else:
                after = lines(tf, graph)[len(forward) :]
                if after:
                    found["gradients"] = after
            functions = function_lines(tf, graph)
            if functions:
                found["functions"] = functions
            return found

    def gradients(self, result):
        """Makes the gradients of the float tensors in `result` by all inputs and variables."""
        tf = self.tf
        outputs = [tensor for tensor in flat(result) if is_float(tf, tensor)]
        inputs = [x for x in self.inputs + tf.trainable_variables() if x.dtype.is_floating]
        if outputs and inputs:
            tf.gradients(outputs, inputs)


def flat(result):
    """All leaves of nested lists, tuples and dictionaries."""
    if isinstance(result, dict):
        result = list(result.values())
    if not isinstance(result, (list, tuple)):
        return [result]
    return [leaf for part in result for leaf in flat(part)]


def is_float(tf, value):
    return isinstance(value, (tf.Tensor, tf.Variable)) and value.dtype.is_floating


def lines(tf, graph):
    found = [line(tf, node) for node in graph.as_graph_def().node]
    return [text for text in found if not text.startswith(UNORDERED)]


def function_lines(tf, graph):
    """The functions of the graph (bodies of Dataset.map and others), without their numbers."""
    found = []
    for function in graph.as_graph_def().library.function:
        found.append("function " + without_number(function.signature.name))
        found += [line(tf, node) for node in function.node_def]
    return found


def line(tf, node):
    """A node as text: its name, its op, its inputs and its attributes."""
    attributes = {}
    for name in sorted(node.attr):
        # Types that follow from the inputs say nothing.
        if name in IGNORED.split() or re.match(r"T[A-Za-z]*$", name):
            continue
        text = value(tf, node.attr[name])
        if text not in ("", "''"):
            attributes[name] = text
    told = " ".join(f"{name}={text}" for name, text in sorted(attributes.items()))
    device = " @" + node.device if node.device else ""
    return f"{node.name} = {node.op}({', '.join(node.input)}){device} {told}"


def value(tf, attribute):
    """The value of an attribute, short."""
    kind = attribute.WhichOneof("value")
    if kind is None:
        return ""
    if kind == "tensor":
        return tensor_text(tf, attribute.tensor)
    if kind == "type":
        return tf.as_dtype(attribute.type).name
    if kind == "shape":
        return shape_text(attribute.shape)
    if kind == "s":
        return short(without_process(repr(attribute.s)[1:]))
    if kind == "func":
        return without_number(attribute.func.name)
    if kind == "list":
        values = attribute.list
        parts = [repr(v) for v in list(values.i) + list(values.f) + list(values.b)]
        parts += [repr(v)[1:] for v in values.s]
        parts += [tf.as_dtype(v).name for v in values.type]
        parts += [shape_text(v) for v in values.shape]
        return short("[" + ",".join(parts) + "]")
    return repr(getattr(attribute, kind))


def shape_text(shape):
    if shape.unknown_rank:
        return "?"
    return "(" + ",".join(str(d.size) for d in shape.dim) + ")"


def tensor_text(tf, proto):
    if not proto.tensor_shape.dim or all(dim.size for dim in proto.tensor_shape.dim):
        array = tf.make_ndarray(proto)
    else:  # an empty one may have a value all the same
        array = np.zeros([dim.size for dim in proto.tensor_shape.dim], object)
    if array.dtype == object:
        text = re.sub(r"[0-9a-f]{32}", "random", repr(array.tolist()))
    else:
        text = repr(array.tolist()) if array.size < 20 else repr(array.tobytes())
    return f"{tf.as_dtype(proto.dtype).name}{list(array.shape)}{short(text)}"


def short(text):
    if len(text) <= LONGEST:
        return text
    return "#" + hashlib.md5(text.encode()).hexdigest()[:12]


def without_process(text):
    """A text without what a process counts, or draws."""
    text = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "random", text)
    return re.sub(r"(Gradient-|Call-|pyfunc_)[0-9]+", r"\1N", text)


def without_number(name):
    """A function's name without what is random in it, or counts the functions of a process."""
    name = re.sub(r"_make_dataset_.*", "_make_dataset", re.sub("[<>' ]", "", name))
    return re.sub(r"[0-9]+", "N", name)
