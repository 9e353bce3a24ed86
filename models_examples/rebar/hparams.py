"""Hyperparameters from a comma-separated string: `learning_rate=0.01,hidden=32`."""


class HParams(object):
    """The hyperparameters as attributes."""

    def __init__(self, **values):
        self.__dict__.update(values)

    def __str__(self):
        return ",".join("%s=%s" % item for item in sorted(self.__dict__.items()))


def parse(text, defaults):
    """Reads hyperparameters.

    Args:
      text: `name=value,name=value`; may be empty. What is not named keeps its default.
      defaults: dict from name to default; a value gets the type of its default: str, int or
        float.

    Returns:
      HParams.

    Raises:
      ValueError: no `=`, an unknown name, a name twice, or a value of the wrong type.
    """
    values = {}
    for item in filter(None, (item.strip() for item in text.split(","))):
        name, equals, value = (part.strip() for part in item.partition("="))
        if not equals:
            raise ValueError("expected name=value in the hyperparameters, got '%s'." % item)
        if name not in defaults:
            raise ValueError(
                "there is no hyperparameter '%s'; there are %s."
                % (name, ", ".join(sorted(defaults)))
            )
        if name in values:
            raise ValueError("hyperparameter '%s' is given twice." % name)
        values[name] = _convert(name, value, type(defaults[name]))
    return HParams(**dict(defaults, **values))


def _convert(name, value, kind):
    try:
        return kind(value)
    except ValueError:
        raise ValueError(
            "hyperparameter '%s' takes %s, got '%s'." % (name, kind.__name__, value)
        ) from None
