"""Arguments, methods and names that Matplotlib 2 and 3.0 had, such as `hist(normed=True)`."""

import contextlib
import functools
from collections.abc import Callable, Iterator
from typing import Any

from tfv1 import session
from tfv1.patches.renamed import Names, taking
from tfv1.patches.table import Patch, apply

_AXES, _PYPLOT, _FIGURE = "matplotlib.axes:Axes", "matplotlib.pyplot", "matplotlib.figure"
_FACE: Names = {"axisbg": "facecolor", "axis_bgcolor": "facecolor"}
_ANNOTATE: Names = {"s": "text"}
_BAR: Names = {"left": "x"}
_BARH: Names = {"bottom": "y"}
_BOXPLOT: Names = {"labels": "tick_labels"}
_STEM: Names = {"use_line_collection": ""}
_ARGUMENTS: dict[str, Names] = {
    f"{_AXES}.annotate": _ANNOTATE,
    f"{_AXES}.bar": _BAR,
    f"{_AXES}.barh": _BARH,
    f"{_AXES}.boxplot": _BOXPLOT,
    f"{_AXES}.grid": {"b": "visible"},
    f"{_AXES}.hist": {"normed": "density"},
    f"{_AXES}.plot": {"hold": ""},
    f"{_AXES}.stem": _STEM,
    f"{_FIGURE}:Figure.savefig": {"frameon": "", "papertype": ""},
    f"{_FIGURE}:FigureBase.add_axes": _FACE,
    f"{_FIGURE}:FigureBase.add_subplot": _FACE,
    f"{_PYPLOT}:annotate": _ANNOTATE,
    f"{_PYPLOT}:bar": _BAR,
    f"{_PYPLOT}:barh": _BARH,
    f"{_PYPLOT}:boxplot": _BOXPLOT,
    f"{_PYPLOT}:stem": _STEM,
    **{
        f"{_AXES}.set_{axis}scale": {
            f"base{axis}": "base",
            f"linscale{axis}": "linscale",
            f"linthresh{axis}": "linthresh",
            f"nonpos{axis}": "nonpositive",
            f"subs{axis}": "subs",
        }
        for axis in "xy"
    },
}
_COLORMAPS = {"spectral": "nipy_spectral", "Vega10": "tab10", "Vega20": "tab20"}
_STYLES = (
    "seaborn-bright seaborn-colorblind seaborn-dark seaborn-dark-palette seaborn-darkgrid "
    "seaborn-deep seaborn-muted seaborn-notebook seaborn-paper seaborn-pastel seaborn-poster "
    "seaborn-talk seaborn-ticks seaborn-white seaborn-whitegrid seaborn"
)


def _dropped(made: Callable[[], object]) -> Callable[[Any], Any]:
    return lambda original: made() if original is None else original


def _colormap(name: str) -> Callable[[Any], Any]:
    def made() -> object:
        import matplotlib

        return matplotlib.colormaps[name]

    return _dropped(made)


def _style(name: str) -> Callable[[Any], Any]:
    def replacement(original: Any) -> Any:
        import matplotlib.style

        today = name.replace("seaborn", "seaborn-v0_8", 1)
        return original or matplotlib.style.library.get(today)

    return replacement


def _get_cmap(name: Any = None, lut: int | None = None) -> Any:
    """The colormap of the name."""
    import matplotlib.pyplot

    return matplotlib.pyplot.get_cmap(name, lut)


def _register_cmap(name: str | None = None, cmap: Any = None) -> None:
    """Gives a colormap a name."""
    import matplotlib

    matplotlib.colormaps.register(cmap, name=name, force=True)


def _gca_of_figure(original: Any) -> Any:
    if hasattr(original, "takes_old_names"):
        return original

    @functools.wraps(original)
    def gca(self: Any, **kwargs: Any) -> Any:
        if not kwargs:
            return original(self)
        if self.axes and self.axes[-1].name == kwargs.get("projection", "rectilinear"):
            return original(self)
        return self.add_subplot(**kwargs)

    gca.takes_old_names = True  # type: ignore[attr-defined]
    return gca


def _gca(original: Any) -> Any:
    import matplotlib.pyplot

    return functools.wraps(original)(lambda **kwargs: matplotlib.pyplot.gcf().gca(**kwargs))


def _show(original: Any) -> Any:
    @functools.wraps(original)
    def show(*block: bool, **kwargs: Any) -> Any:
        return original(**(kwargs | ({"block": block[0]} if block else {})))

    return show


def _set_window_title(self: Any, title: str) -> None:
    if self.manager is not None:
        self.manager.set_window_title(title)


def _tostring_rgb(self: Any) -> bytes:
    """The pixels, three bytes each."""
    import numpy

    pixels: bytes = numpy.asarray(self.buffer_rgba())[..., :3].tobytes()
    return pixels


def _normpdf(x: Any, mu: float, sigma: float) -> Any:
    """The density of the normal distribution."""
    import numpy

    return numpy.exp(-0.5 * ((x - mu) / sigma) ** 2) / (numpy.sqrt(2 * numpy.pi) * sigma)


def _bivariate_normal(
    X: Any,
    Y: Any,
    sigmax: float = 1.0,
    sigmay: float = 1.0,
    mux: float = 0.0,
    muy: float = 0.0,
    sigmaxy: float = 0.0,
) -> Any:
    """The density of two normal variables with the covariance `sigmaxy`."""
    import numpy

    x, y = (X - mux) / sigmax, (Y - muy) / sigmay
    rho = sigmaxy / (sigmax * sigmay)
    rest = 1 - rho**2
    distance = (x**2 + y**2 - 2 * rho * x * y) / rest
    return numpy.exp(-distance / 2) / (2 * numpy.pi * sigmax * sigmay * numpy.sqrt(rest))


def _nothing(*args: object, **kwargs: object) -> None:
    """Does nothing: axes are always held now."""


_NEW: dict[str, object] = {
    f"{_AXES}.get_axis_bgcolor": lambda self: self.get_facecolor(),
    f"{_AXES}.hold": _nothing,
    f"{_AXES}.set_axis_bgcolor": lambda self, color: self.set_facecolor(color),
    f"{_AXES}.set_color_cycle": lambda self, clist: self.set_prop_cycle(color=clist),
    "matplotlib.backend_bases:FigureCanvasBase.set_window_title": _set_window_title,
    "matplotlib.backends.backend_agg:FigureCanvasAgg.tostring_rgb": _tostring_rgb,
    "matplotlib.cm:get_cmap": _get_cmap,
    "matplotlib.cm:register_cmap": _register_cmap,
    "matplotlib.mlab:bivariate_normal": _bivariate_normal,
    "matplotlib.mlab:normpdf": _normpdf,
    f"{_PYPLOT}:hold": _nothing,
    "mpl_toolkits.mplot3d.axes3d:Axes3D.w_xaxis": property(lambda self: self.xaxis),
    "mpl_toolkits.mplot3d.axes3d:Axes3D.w_yaxis": property(lambda self: self.yaxis),
    "mpl_toolkits.mplot3d.axes3d:Axes3D.w_zaxis": property(lambda self: self.zaxis),
}


def _rows(since: str = "Matplotlib 3") -> Iterator[Patch]:
    for target, names in _ARGUMENTS.items():
        yield Patch(target, taking(names), "takes other names", since)
    for target, new in _NEW.items():
        yield Patch(target, _dropped(functools.partial(_same, new)), "is gone", since)
    for old, new in _COLORMAPS.items():
        yield Patch(f"matplotlib.cm:{old}", _colormap(new), "is gone", since)
        yield Patch(f"matplotlib:colormaps._cmaps[{old}]", _colormap(new), "is gone", since)
    for name in _STYLES.split():
        yield Patch(f"matplotlib.style:library[{name}]", _style(name), "has another name", since)
    yield Patch(f"{_FIGURE}:FigureBase.gca", _gca_of_figure, "takes no projection", since)
    yield Patch(f"{_PYPLOT}:gca", _gca, "takes no projection", since)
    yield Patch(f"{_PYPLOT}:show", _show, "takes `block` by name only", since)


def _same(value: object) -> object:
    return value


PATCHES = tuple(_rows())


def give_back() -> None:
    """Gives the names back to Matplotlib, once pyplot is loaded."""
    for patch in PATCHES:
        # A release that lacks one of the places can still draw.
        with contextlib.suppress(AttributeError, ImportError):
            apply([patch], session.current().replaced)
