"""Names from Matplotlib before 3.10."""

from typing import Any


def figure(*args: Any, **kwargs: Any) -> Any:
    """``pyplot.figure``; the canvas has tostring_rgb again."""
    import matplotlib.pyplot

    return _with_rgb(matplotlib.pyplot.figure(*args, **kwargs))


def gcf() -> Any:
    """``pyplot.gcf``, see `figure`."""
    import matplotlib.pyplot

    return _with_rgb(matplotlib.pyplot.gcf())


def subplots(*args: Any, **kwargs: Any) -> tuple[Any, Any]:
    """``pyplot.subplots``, see `figure`."""
    import matplotlib.pyplot

    made, axes = matplotlib.pyplot.subplots(*args, **kwargs)
    return _with_rgb(made), axes


def _with_rgb(made: Any) -> Any:
    canvas = made.canvas
    if hasattr(canvas, "buffer_rgba") and not hasattr(canvas, "tostring_rgb"):
        canvas.tostring_rgb = lambda: _without_alpha(canvas.buffer_rgba())
    return made


def _without_alpha(pixels: object) -> bytes:
    import numpy

    return numpy.asarray(pixels)[..., :3].tobytes()
