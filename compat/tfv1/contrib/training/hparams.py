"""`HParams`: typed hyperparameters that a flag, a dict, JSON or a proto can override."""

from __future__ import annotations

import json
import logging
import numbers
from typing import Any

from tfv1.contrib.training.values import parse_values

__all__ = ["HParams", "parse_values"]


class HParams:
    """Hyperparameters as attributes: `HParams(rate=0.1, units=[64, 32]).rate`.

    The type of each is fixed by its first value (for a list, by the first item); later values must
    fit it. Types are int, float, bool, str, lists of these, and None, which accepts anything.

    Args:
      hparam_def: an HParamDef proto to take the values from, instead of `kwargs`.
      model_structure: any object; returned by `get_model_structure()`.
      **kwargs: the hyperparameters.

    Raises ValueError: a name is an attribute of this class, a list is empty, or values come from
    both a proto and `kwargs`.
    """

    def __init__(
        self, hparam_def: object = None, model_structure: object = None, **kwargs: object
    ) -> None:
        # From name to (type, whether it is a list).
        self._hparam_types: dict[str, tuple[type, bool]] = {}
        self._model_structure = model_structure
        if not hparam_def:
            for name, value in kwargs.items():
                self.add_hparam(name, value)
            return
        self._init_from_proto(hparam_def)
        if kwargs:
            raise ValueError("hparam_def and initialization values are mutually exclusive")

    def add_hparam(self, name: str, value: object) -> None:
        """Adds a hyperparameter.

        Raises ValueError: `name` is taken or reserved, or `value` is an empty list.
        """
        if getattr(self, name, None) is not None:
            raise ValueError(f"Hyperparameter name is reserved: {name}")
        if isinstance(value, (list, tuple)):
            if not value:
                raise ValueError(f"Multi-valued hyperparameters cannot be empty: {name}")
            self._hparam_types[name] = (type(value[0]), True)
        else:
            self._hparam_types[name] = (type(value), False)
        setattr(self, name, value)

    def set_hparam(self, name: str, value: object) -> None:
        """Sets a hyperparameter to a new value, cast to its type if that loses nothing.

        Raises:
          KeyError: there is no such hyperparameter.
          ValueError: the value does not fit its type.
        """
        kind, is_list = self._hparam_types[name]
        if isinstance(value, list):
            if not is_list:
                raise ValueError(f"Must not pass a list for single-valued parameter: {name}")
            setattr(self, name, [_cast(name, kind, item) for item in value])
        else:
            if is_list:
                raise ValueError(f"Must pass a list for multi-valued parameter: {name}.")
            setattr(self, name, _cast(name, kind, value))

    def del_hparam(self, name: str) -> None:
        """Removes a hyperparameter; does nothing if it does not exist."""
        if hasattr(self, name):
            delattr(self, name)
            del self._hparam_types[name]

    def parse(self, values: str) -> HParams:
        """Overrides hyperparameters from `name=value,...` (see `parse_values`); returns self.

        Raises ValueError: `values` cannot be parsed, or names an unknown hyperparameter. As in 1.15
        `parse_values` can parse a list item (`a[1]=3`), but it cannot be set here.
        """
        kinds = {name: kind for name, (kind, _) in self._hparam_types.items()}
        return self.override_from_dict(parse_values(values, kinds))

    def override_from_dict(self, values_dict: dict[str, Any]) -> HParams:
        """Overrides hyperparameters by `set_hparam`; returns self."""
        for name, value in values_dict.items():
            self.set_hparam(name, value)
        return self

    def set_from_map(self, values_map: dict[str, Any]) -> HParams:
        """The old name of `override_from_dict`."""
        logging.getLogger("tensorflow").warning(
            "HParams.set_from_map is deprecated: use override_from_dict."
        )
        return self.override_from_dict(values_map)

    def set_model_structure(self, model_structure: object) -> None:
        self._model_structure = model_structure

    def get_model_structure(self) -> Any:
        return self._model_structure

    def to_json(
        self,
        indent: int | None = None,
        separators: tuple[str, str] | None = None,
        sort_keys: bool = False,
    ) -> str:
        """The values as a JSON object; the arguments are those of `json.dumps`."""
        return json.dumps(self.values(), indent=indent, separators=separators, sort_keys=sort_keys)

    def parse_json(self, values_json: str) -> HParams:
        """Overrides hyperparameters from a JSON object by `set_hparam`; returns self."""
        return self.override_from_dict(json.loads(values_json))

    def values(self) -> dict[str, Any]:
        """A dict of all hyperparameters."""
        return {name: getattr(self, name) for name in self._hparam_types}

    def get(self, key: str, default: object = None) -> Any:
        """The value of `key`, or `default` if there is no such hyperparameter.

        Raises ValueError: the hyperparameter exists and `default` does not fit its type.
        """
        if key not in self._hparam_types:
            return default
        if default is not None:
            self._check_default(key, default)
        return getattr(self, key)

    def _check_default(self, key: str, default: Any) -> None:
        kind, is_list = self._hparam_types[key]
        shown = f"list<{kind}>" if is_list else str(kind)
        message = f"Hparam '{key}' of type '{shown}' is incompatible with default={default}"
        if is_list != isinstance(default, list):
            raise ValueError(message)
        try:
            for item in default if is_list else [default]:
                _cast(key, kind, item)
        except ValueError as error:
            raise ValueError(f"{message}. {error}") from error

    def __contains__(self, key: str) -> bool:
        return key in self._hparam_types

    def __str__(self) -> str:
        return ",".join(f"{name}={value}" for name, value in self.values().items())

    def __repr__(self) -> str:
        return f"{type(self).__name__}({sorted(self.values().items())})"

    def to_proto(self, export_scope: str | None = None) -> Any:
        """An HParamDef of all hyperparameters; `export_scope` is ignored.

        str and bytes are stored as bytes (UTF-8), float in 32 bits. Raises ValueError for other
        types.
        """
        from tfv1.contrib.training.proto import HParamDef

        del export_scope
        message: Any = HParamDef()
        for name, (kind, is_list) in self._hparam_types.items():
            field = _proto_field(kind) + ("_list" if is_list else "_value")
            value = getattr(self, name)
            if field.startswith("bytes"):
                value = [_as_bytes(item) for item in value] if is_list else _as_bytes(value)
            if is_list:
                getattr(message.hparam[name], field).value.extend(value)
            else:
                setattr(message.hparam[name], field, value)
        return message

    @staticmethod
    def from_proto(hparam_def: object, import_scope: str | None = None) -> HParams:
        """The HParams in an HParamDef; `import_scope` is ignored."""
        del import_scope
        return HParams(hparam_def=hparam_def)

    def _init_from_proto(self, hparam_def: object) -> None:
        from tfv1.contrib.training.proto import HParamDef

        assert isinstance(hparam_def, HParamDef), (
            f"hparam_def must be an HParamDef, not {type(hparam_def).__name__}"
        )
        for name, typed in hparam_def.hparam.items():
            field = typed.WhichOneof("kind")
            value = getattr(typed, field)
            if field.endswith("_list"):
                value = list(value.value)
                if field == "bytes_list":
                    value = [item.decode("utf-8") for item in value]
            elif field == "bytes_value":
                value = value.decode("utf-8")
            self.add_hparam(name, value)


def _cast(name: str, kind: type, value: object) -> Any:
    """`value` as `kind`; ValueError if a number would become text, a float an int, and so on."""
    # Not isinstance: bool is a subclass of int, and must not pass as one.
    if type(value) is kind:
        return value
    if issubclass(kind, type(None)):
        return value
    is_text = isinstance(value, (str, bytes))
    fits = (
        (is_text or not issubclass(kind, (str, bytes)))
        and issubclass(kind, bool) == isinstance(value, bool)
        and (isinstance(value, numbers.Integral) or not issubclass(kind, numbers.Integral))
        and (isinstance(value, numbers.Number) or not issubclass(kind, numbers.Number))
    )
    if not fits:
        raise ValueError(f"Could not cast hparam '{name}' of type '{kind}' from value {value!r}")
    convert: Any = kind
    return convert(value)


def _proto_field(kind: type) -> str:
    # bool before int, since it is a subclass.
    for base, field in ((bool, "bool"), (int, "int64"), ((str, bytes), "bytes"), (float, "float")):
        if issubclass(kind, base):
            return field
    raise ValueError(f"Unsupported parameter type: {kind}")


def _as_bytes(text: str | bytes) -> bytes:
    return text.encode("utf-8") if isinstance(text, str) else text
