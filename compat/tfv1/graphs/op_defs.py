"""How raw ops take plain numbers for tensors."""

from typing import Any

from tfv1.graphs.replacing import original, replaces


@replaces(
    "framework.op_def_library:_ExtractDefaultTypesAndAllowedTypes",
    "1.15 preferred the default type of an op to that of the numbers",
)
def _ExtractDefaultTypesAndAllowedTypes(
    op_def: Any, default_type_attr_map: dict[str, Any], allowed_list_attr_map: dict[str, Any]
) -> None:
    original(_ExtractDefaultTypesAndAllowedTypes)(
        op_def, default_type_attr_map, allowed_list_attr_map
    )
    for name in default_type_attr_map:
        allowed_list_attr_map.pop(name, None)


@replaces(
    "framework.op_def_library:_SatisfiesTypeConstraint",
    "TensorFlow 2 writes the text of the error that it does not raise",
)
def _SatisfiesTypeConstraint(dtype: object, attr_def: Any, param_name: str) -> None:
    if dtype not in attr_def.allowed_values.list.type:
        original(_SatisfiesTypeConstraint)(dtype, attr_def, param_name)
