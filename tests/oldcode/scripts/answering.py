"""What a script sees: expressions and their values, one line each."""

import re


def answer(namespace, expressions):
    """Prints each line of `expressions` with its value, or the error that it raises."""
    for line in expressions.strip().splitlines():
        try:
            value = repr(eval(line, namespace))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is the answer
            text = str(error).split("\n")[0]
            value = f"{type(error).__name__}: {text}"
        value = re.sub(r" at 0x[0-9a-f]+", "", value)
        print(f"> {line.strip()}\n{value}")
