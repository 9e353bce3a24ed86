"""`tfv1 run --report`: what the script wrote, which names it missed, why its numbers can differ."""

import atexit
import concurrent.futures.thread  # noqa: F401 - boto3 needs it, and at exit it cannot be loaded
import functools
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from typing import Any

from tfv1 import session, startup
from tfv1.patches import Patch, apply
from tfv1.runtime.numbers import reasons


def install() -> None:
    """Records event files from now on, and prints the report when the process ends."""
    sys.addaudithook(_note_event_file)
    startup.when_loaded(lambda: apply(PATCHES, session.current().replaced))
    # Handlers run in reverse order: the script's and the writers' come before this one.
    atexit.register(_print_report, os.getpid())


def _note_event_file(event: str, arguments: tuple[object, ...]) -> None:
    if event != "open" or not isinstance(arguments[0], (str, bytes)):
        return
    path = os.fsdecode(arguments[0])
    flags = arguments[2] if isinstance(arguments[2], int) else 0
    if ".tfevents." in path and flags & (os.O_WRONLY | os.O_RDWR):
        session.current().logdirs.setdefault(os.path.dirname(os.path.abspath(path)))


def _noting_its_directory(make: Callable[..., Any]) -> Callable[..., Any]:
    import numpy as np
    from tensorflow.python.framework import tensor_util

    @functools.wraps(make)
    def create_summary_file_writer(
        writer: object, logdir: object, *args: object, **kwargs: object
    ) -> Any:
        value = tensor_util.constant_value(logdir)
        path = "" if value is None else os.fsdecode(np.asarray(value).item())
        if path and "://" not in path:
            session.current().logdirs.setdefault(os.path.abspath(path))
        return make(writer, logdir, *args, **kwargs)

    return create_summary_file_writer


def _noting_its_graph(init: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(init)
    def __init__(self: Any, *args: object, **kwargs: object) -> None:
        init(self, *args, **kwargs)
        session.current().sessions.setdefault(self.graph, self._config)

    return __init__


PATCHES = (
    Patch(
        "tensorflow.python.client.session:BaseSession.__init__",
        _noting_its_graph,
        "the operations of its graphs say how far a script's numbers can be 1.15's",
    ),
    Patch(
        "tensorflow.python.ops.gen_summary_ops:create_summary_file_writer",
        _noting_its_directory,
        "TensorFlow's own writers open their files outside Python, where nobody sees it",
    ),
)


def _print_report(process: int) -> None:
    if os.getpid() == process:  # not in a forked child that ends with sys.exit
        sys.stdout.flush()
        for line in _lines():
            print(line, file=sys.stderr)


def _lines() -> Iterator[str]:
    yield ""
    yield "tfv1 report: event files written"
    logdirs = session.current().logdirs
    if not logdirs:
        yield "  none"
    for logdir in logdirs:
        if not any(logdir.startswith(other + os.sep) for other in logdirs):
            yield from _log_lines(logdir)  # including its subdirectories
    yield "tfv1 report: names looked up and missing"
    missed = session.current().missed
    if not missed:
        yield "  none"
    for name, reason in missed.items():
        yield f"  tf{name.removeprefix('tensorflow')}: {reason}"
    if session.current().without_onednn:
        yield "tfv1 report: oneDNN is off (TF_ENABLE_ONEDNN_OPTS=1 turns it on)"
        yield f"  {session.current().without_onednn}"
    sessions = session.current().sessions
    if sessions:
        yield "tfv1 report: why the numbers can differ from those of TensorFlow 1.15"
        found = dict.fromkeys(
            reason for graph, config in sessions.items() for reason in reasons(graph, config)
        )
        for reason in found or ["no reason is known"]:
            yield f"  {reason}"


def _log_lines(logdir: str) -> Iterator[str]:
    from tfv1.logs import LogError
    from tfv1.logs.curves import can_draw_unicode
    from tfv1.logs.overview import read_overviews
    from tfv1.logs.show import as_text

    try:
        overviews = read_overviews(logdir)
    except LogError as error:  # the script has removed what it wrote
        yield f"  {logdir}: {error}"
        return
    for line in as_text(overviews, shutil.get_terminal_size((100, 24)).columns, can_draw_unicode()):
        yield f"  {line}"
