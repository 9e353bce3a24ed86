"""The words of errors that Python raises, where 1.15 chose others.

Tests and `except` clauses of that time compare them. What kernels say is in `errors`.
"""

import functools
from collections.abc import Iterator
from typing import Any

from tensorflow.python.framework import ops

from tfv1.patches.table import Patch, value
from tfv1.patches.wording import (
    WHY,
    Words,
    elements,
    fetch,
    holders,
    node_in_old_words,
    not_allowed,
    other_type,
    ragged,
    saying,
)

_OPERAND = (
    (r"Expected (\w+) passed to parameter 'y' of op '(\w+)', got .*", other_type),
    (r"Tried to convert 'y' to a tensor and failed\. Error: (None values .*)", r"\1"),
)
_SAME_TYPE = (r"`x` and `y` (must have the same dtype, got .*)\.$", r"x and y \1")
_OTHER_SHAPE = (
    r"Cannot assign value to variable .*The variable shape (.*), and the assigned value shape "
    r"(.*) are incompatible\.",
    r"Shapes \1 and \2 are incompatible",
)
_MEANINGLESS = (r"(Tensor\.\w+) is undefined when", r"\1 is meaningless when")
_EMPTY = (
    r"The Session graph is empty\. Add",
    "The Session graph is empty.  Add",
)
_SAME_SHAPE = r"`(\w+)` and `(\w+)` must have the same shape, received (.*)\.$"
_NOT_NONE = (r"Argument `(\w+)` must not be None\.", r"\1 must not be None.")
_NO_DTYPE = (
    r"If no initial_state is provided, argument `dtype` must be specified",
    "If there is no initial_state, you must give a dtype.",
)
_NO_SEQUENCE = (r"Argument `inputs` must be a sequence\..*", "inputs must be a sequence")
_TENSORS = (r"`t_list` should be a sequence of tensors\..*", "t_list should be a sequence")
_NO_INPUTS = (
    r"Inputs must be an iterable of at least one (.*)\.$",
    r"inputs must be a list of at least one \1",
)
_AXIS = (r"Argument `axis` = (\S+) not in range ", r"axis = \1 not in ")
_QUOTED = r"'(pred|cond|body|true_fn|false_fn)' must"
_PREDICATE = (
    r"Invalid `predicate`\. `predicate` must return a `tf\.bool` scalar tensor,? but its return "
    r"type is ?(.*)\.$",
    r"`predicate` return type must be convertible to a scalar boolean tensor. Was \1.",
)

_LOSSES: tuple[str, ...] = (
    "absolute_difference",
    "cosine_distance",
    "hinge_loss",
    "huber_loss",
    "log_loss",
)
_LOSSES += ("mean_pairwise_squared_error", "mean_squared_error", "sigmoid_cross_entropy")
_LOSSES += ("softmax_cross_entropy", "sparse_softmax_cross_entropy")

# By the function below tensorflow.python that raises them.
_TENSORFLOW: dict[str, Words] = {
    "client.session:BaseSession._run": (
        _EMPTY,
        (
            r"Cannot feed value of shape (.*) for Tensor (\S+), which has shape (.*)$",
            r"Cannot feed value of shape \1 for Tensor '\2', which has shape '\3'",
        ),
        (
            r"(The value of a feed cannot be .*) which was passed to the argument `feed_dict` with",
            r"\1 which was passed to the feed with",
        ),
        (
            r"Tensor (\S+) may not be fed\.",
            lambda found, args: (
                f"Tensor {args[0].graph.get_tensor_by_name(found[1])} may not be fed."
            ),
        ),
        (r"FlattenDictItems: 'dict' must be a dictionary.*", "input must be a dictionary"),
    ),
    "client.session:BaseSession.partial_run_setup": (_EMPTY,),
    "client.session:_ElementFetchMapper.__init__": (
        (r"Argument `fetch` = (.*) (?:(has invalid type) \"\w+\" must|cannot) be", fetch),
    ),
    "client.session:_FetchHandler._assert_fetchable": (
        (
            r"Operation (\S+) has been marked as not fetchable\. (.*)Use return values, explicit",
            r"Operation '\1' has been marked as not fetchable. \2Use return values,explicit",
        ),
    ),
    "data.ops.concatenate_op:_ConcatenateDataset.__init__": (
        (
            r"Incompatible dataset elements:",
            lambda found, args: (
                "Two datasets to concatenate have different types "
                f"{args[1].output_types} and {args[2].output_types}\n{found[0]}"
            ),
        ),
    ),
    "data.ops.dataset_ops:DatasetV2.__iter__": (
        (
            r"`tf\.data\.Dataset` only supports Python-style iteration in eager mode or .*",
            "__iter__() is only supported inside of tf.function or when eager execution is "
            "enabled.",
        ),
    ),
    "data.ops.filter_op:_FilterDataset.__init__": (_PREDICATE,),
    "data.ops.iterator_ops:Iterator.initializer": (
        (
            r"The iterator does not have an initializer\..*",
            "Iterator does not have an initializer.",
        ),
    ),
    "data.ops.take_while_op:_TakeWhileDataset.__init__": (_PREDICATE,),
    "data.ops.zip_op:_ZipDataset.__init__": (
        (
            r"Invalid input to `zip`\..* Python `list` is not supported .*",
            "The argument to `Dataset.zip()` must be a nested structure of `Dataset` objects. "
            "Nested structures do not support Python lists; please use a tuple instead.",
        ),
        (
            r"Invalid input to `zip`\..*",
            "The argument to `Dataset.zip()` must be a nested structure of `Dataset` objects.",
        ),
    ),
    "framework.importer:_ProcessGraphDefParam": ((r"Argument `graph_def` must", "graph_def must"),),
    "framework.meta_graph:read_meta_graph_file": (
        (r"File does not exist\. Received: (.*)\.$", r"File \1 does not exist."),
    ),
    "framework.ops:Operation.from_node_def": (
        (r".*'\{\{node .*", node_in_old_words),
        (r"`(.*)` is not a valid node name\. .*", r"'\1' is not a valid node name"),
    ),
    **{
        f"framework.ops:_EagerTensorBase.{name}": (_MEANINGLESS,)
        for name in ("consumers", "graph", "name", "op", "value_index")
    },
    "framework.tensor:Tensor.__array__": (
        (
            r"Cannot convert a symbolic tf\.Tensor (\(\S+\)) to a numpy array\..*",
            r"Cannot convert a symbolic Tensor \1 to a numpy array.",
        ),
    ),
    "framework.tensor:Tensor.__len__": (
        (
            r"len is not well defined for a symbolic Tensor (\(\S+\))\.",
            r"len is not well defined for symbolic Tensors. \1",
        ),
    ),
    "framework.tensor:Tensor._disallow": (
        not_allowed(
            "Using a symbolic `tf.Tensor` as a Python `bool`",
            "using a `tf.Tensor` as a Python `bool`",
        ),
        not_allowed("Iterating over a symbolic `tf.Tensor`", "iterating over `tf.Tensor`"),
    ),
    "framework.tensor_util:make_tensor_proto": (
        (
            r"Too many elements provided\. Takes at most (\d+), but got (\d+)\.",
            r"Too many elements provided. Needed at most \1, but received \2",
        ),
        (r"Failed to convert elements of (.*) to Tensor\. Consider casting .*", elements),
        (
            r"Expected (\w+), but got (.*) of type 'str'\.$",
            r"Expected \1, got '\2' of type 'str' instead.",
        ),
        (r"Expected (\w+), but got (.*)\.$", r"Expected \1, got \2 instead."),
        (r"setting an array element with a sequence\..*", ragged),
    ),
    **{
        f"{owner}.__{name}__": _OPERAND
        for owner in ("framework.tensor:Tensor", "ops.variables:Variable")
        for name in ("mul", "sub", "floordiv", "mod", "pow")
    },
    "ops.array_ops:pad": ((r"Value of argument `mode` .* = (\w+)$", r"Unknown padding mode: \1"),),
    "ops.array_ops:split": ((r"Cannot infer argument `num`", "Cannot infer num"),),
    "ops.array_ops_stack:stack": (_AXIS,),
    "ops.array_ops_stack:unstack": (
        _AXIS,
        (r"Cannot infer argument `num`", "Cannot infer num"),
    ),
    "ops.check_ops:assert_shapes": ((r"(.*\S)(Specified by tensor )", r"\1.  \2"),),
    "ops.clip_ops:clip_by_global_norm": (_TENSORS,),
    "ops.clip_ops:global_norm": (_TENSORS,),
    "ops.cond:cond": (
        (_QUOTED + r" not be a Python bool\.", r"\1 must not be a Python bool"),
        (_QUOTED, r"\1 must"),
        (
            r"Outputs of 'true_fn' and 'false_fn' must have the same type\(s\)\. Received (\w+) "
            r"from 'true_fn' and (\w+) from 'false_fn'\.",
            r"Outputs of true_fn and false_fn must have the same type: \1, \2",
        ),
    ),
    "ops.nn_ops:_dropout": (
        (
            r"`rate` (must be a scalar tensor or a float in the range \[0, 1\))\. Received: "
            r"rate=(\S+?)(\.0)?$",
            r"rate \1, got \2",
        ),
    ),
    "ops.control_flow_ops:group": (
        (
            r"'inputs' should be zero or more \(nested\) Tensors\. Received (.*)\.$",
            r"Expected tf.group() expected Tensor arguments not \1",
        ),
    ),
    "ops.control_flow_ops:tuple": (
        (
            r"'tensors' must have at least one Tensor\. Received: (.*)\.$",
            r"Must have at least one Tensor: \1",
        ),
    ),
    **{f"ops.losses.losses_impl:{name}": (_NOT_NONE,) for name in _LOSSES},
    "ops.math_ops:_div_python2": (_SAME_TYPE,),
    "ops.math_ops:_truediv_python3": (_SAME_TYPE,),
    "ops.math_ops:add_n": (_NO_INPUTS,),
    "ops.nn_impl:log_poisson_loss": ((_SAME_SHAPE, r"\1 and \2 must have the same shape \3"),),
    "ops.nn_impl:sigmoid_cross_entropy_with_logits": (
        (_SAME_SHAPE, r"\1 and \2 must have the same shape \3"),
    ),
    "ops.nn_impl:weighted_cross_entropy_with_logits_v2": (
        (_SAME_SHAPE, r"\1 and \2 must have the same shape \3"),
    ),
    "ops.nn_ops:sparse_softmax_cross_entropy_with_logits": (
        (
            r"`labels\.shape\.rank` must equal .* of rank (\S+) and logits\.shape=.* of rank (\S+)",
            r"Rank mismatch: Rank of labels (received \1) should equal rank of logits minus 1 "
            r"(received \2).",
        ),
    ),
    **{
        f"ops.resource_variable_ops:{kind}.assign": (_OTHER_SHAPE,)
        for kind in ("BaseResourceVariable", "ResourceVariable")
    },
    "ops.rnn:dynamic_rnn": (
        _NO_DTYPE,
        (
            r"Argument sequence_length must be a vector of length batch_size\. .* of shape: (.*)",
            r"sequence_length must be a vector of length batch_size, but saw shape: \1",
        ),
    ),
    "ops.rnn:static_bidirectional_rnn": (_NO_SEQUENCE,),
    "ops.rnn:static_rnn": (_NO_SEQUENCE, _NO_DTYPE),
    "ops.variable_scope:_VariableStore._get_single_variable": (
        (
            r"Variable \S+ did not get an initializer, so its `shape` argument must be specified\.",
            "The initializer passed is not valid. It should be a callable with no arguments and "
            "the shape should not be provided or an instance of `tf.keras.initializers.*' and "
            "`shape` should be fully defined.",
        ),
    ),
    "ops.while_loop:while_loop": (
        (r"'loop_vars' must be provided\.", "No loop variables provided"),
        (_QUOTED, r"\1 must"),
    ),
}

_DEVICES = (
    (
        r"Unknown attribute ('.*') is encountered while parsing the device spec: ('.*')\.$",
        r"Unknown attribute: \1 in \2",
    ),
)


def _naming_scopes_as_1_15(name_scope: Any) -> Any:
    """`Graph.name_scope`, which refuses names in 1.15's words."""

    @functools.wraps(name_scope)
    def scope(self: Any, name: Any) -> Iterator[Any]:
        if name and isinstance(name, str):
            valid = ops._VALID_SCOPE_NAME_REGEX if self._name_stack else ops._VALID_OP_NAME_REGEX
            if not valid.match(name):
                raise ValueError(f"{name!r} is not a valid scope name")
        made: Iterator[Any] = name_scope(self, name)
        return made

    return scope


PATCHES = (
    *(
        Patch(f"tensorflow.python.{target}", saying(words), WHY, holders=holders(target))
        for target, words in _TENSORFLOW.items()
    ),
    Patch(
        "tensorflow.python.framework.device_spec:DeviceSpecV2._string_to_components",
        lambda original: staticmethod(saying(_DEVICES)(original)),
        WHY,
    ),
    Patch(
        "tensorflow.python.framework.tensor:_add_error_prefix",
        value(lambda message, *, name=None: message),
        "begins with the name of the argument",
    ),
    Patch("tensorflow.python.framework.ops:Graph.name_scope", _naming_scopes_as_1_15, WHY),
)
