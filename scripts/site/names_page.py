"""Makes the site's page of names from the tables in tfv1/names/tables; MkDocs runs it as a hook.

The page is made with the site and stands in no file, so that it is never older than the tables.
"""

import pathlib
import sys
from collections.abc import Iterator, Mapping

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "compat"))

from tfv1.names.tables import api, contrib, libraries, moved, removed, removed_1_0  # noqa: E402

PLACE = "reference/names.md"
_INTRO = """\
# Names

Where each name lives that code of TensorFlow 1's time uses, from the tables in
`tfv1/names/tables`. What stands in no table is looked up in `tensorflow.compat.v1`, or, below
`tensorflow.python`, in the module of the same name. `tfv1 check --names` shows it for your code.
"""


def on_files(files, config):
    """MkDocs's event: adds the page to the site."""
    from mkdocs.structure.files import File

    files.append(File.generated(config, PLACE, content=page()))
    return files


def page() -> str:
    """The page, in Markdown."""
    return "\n".join([_INTRO, *_tensorflow(), *_contrib(), *_libraries()]) + "\n"


def _tensorflow() -> Iterator[str]:
    yield from _section(
        "TensorFlow: elsewhere today", "name", "where it lives", {**api.HOMES, **_python()}
    )
    yield from _section(
        "TensorFlow: constants",
        "name",
        "value",
        {name: repr(value) for name, value in api.CONSTANTS.items()},
    )
    yield from _section(
        "TensorFlow: not available",
        "name",
        "why, and what to do",
        {**removed.LOST, **removed.ABSENT_MODULES, **removed.ABSENT_NAMES},
        code=False,
    )
    yield from _section(
        "TensorFlow: dropped with release 1.0", "name", "use", removed_1_0.OLDER, code=False
    )


def _python() -> dict[str, str]:
    """The modules below tensorflow.python that have another name."""
    return {
        f"tensorflow.python.{name}": f"tensorflow.python.{home}"
        for name, home in moved.MODULES.items()
    }


def _contrib() -> Iterator[str]:
    yield "## tf.contrib\n"
    yield "Here without an installation: " + _listed(contrib.OURS) + ".\n"
    yield (
        "With `tfv1 contrib install`: "
        + _listed(contrib.PACKAGES - contrib.OURS)
        + "; "
        + _listed(contrib.GENUINE_PARTS)
        + ".\n"
    )


def _libraries() -> Iterator[str]:
    yield "## Python and libraries\n"
    yield "What `tfv1 run` gives back to a script's own files, and `tfv1 migrate` rewrites.\n"
    for module, names in sorted(libraries.NAMES.items()):
        yield from _section(module, "name", "is", names, level=3)
    yield from _section("Modules that are gone", "module", "is", libraries.MODULES, level=3)


def _section(
    title: str,
    left: str,
    right: str,
    rows: Mapping[str, object],
    code: bool = True,
    level: int = 2,
) -> Iterator[str]:
    yield f"{'#' * level} {title}\n\n| {left} | {right} |\n|---|---|"
    for name, value in sorted(rows.items()):
        if name == value:
            continue
        shown = str(value).replace("|", "\\|")
        yield f"| `{name}` | {f'`{shown}`' if code else shown} |"
    yield ""


def _listed(names: object) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))
