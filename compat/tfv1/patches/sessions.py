"""Sessions and servers: the arguments that 1.15 refused in its own words, and the local job."""

import functools
import warnings
from typing import Any

from tensorflow.core.protobuf import config_pb2
from tensorflow.python.client.session import InteractiveSession
from tensorflow.python.framework import ops
from tensorflow.python.training import server_lib

from tfv1.patches.table import Patch, value


def _checking_types(init: Any) -> Any:
    """The constructor of a session, whose errors read as in 1.15."""

    @functools.wraps(init)
    def initialize(
        self: object, target: object = "", graph: object = None, config: object = None
    ) -> None:
        for name, given, kind, expected in (
            ("graph", graph, ops.Graph, "a tf.Graph"),
            ("target", target, str | bytes, "a string"),
            ("config", config, config_pb2.ConfigProto, "a tf.ConfigProto"),
        ):
            if given is None or isinstance(given, kind):
                continue
            message = f"{name} must be {expected}, but got {type(given)}"
            if name == "target" and isinstance(given, config_pb2.ConfigProto):
                message += '. Did you do "Session(config)" instead of "Session(config=config)"?'
            raise TypeError(message)
        init(self, target, graph, config)

    return initialize


def _warning_of_a_second(init: Any) -> Any:
    """The constructor of an interactive session: that another one is open is a warning."""

    @functools.wraps(init)
    def initialize(self: object, *args: object, **kwargs: object) -> None:
        with InteractiveSession._count_lock:
            others = InteractiveSession._active_session_count
            InteractiveSession._active_session_count = 0  # or it logs an error
        if others:
            warnings.warn(
                "An interactive session is already active. This can cause out-of-memory errors in "
                "some cases. You must explicitly call `InteractiveSession.close()` to release "
                "resources held by the other session(s).",
                stacklevel=2,
            )
        try:
            init(self, *args, **kwargs)
        finally:
            with InteractiveSession._count_lock:
                InteractiveSession._active_session_count += others

    return initialize


def _create_local_server(config: object = None, start: bool = True) -> Any:
    """A server with one job of one task, "/job:local/task:0"."""
    cluster = {"local": ["localhost:0"]}
    return server_lib.Server(cluster, protocol="grpc", config=config, start=start)


PATCHES = (
    Patch(
        "tensorflow.python.client.session:BaseSession.__init__",
        _checking_types,
        "has other words for an argument of the wrong type",
    ),
    Patch(
        "tensorflow.python.client.session:InteractiveSession.__init__",
        _warning_of_a_second,
        "logs an error in place of the warning",
    ),
    Patch(
        "tensorflow.python.training.server_lib:Server.create_local_server",
        value(staticmethod(_create_local_server)),
        'calls the job "localhost", as scripts with tf.device("/job:local") do not',
    ),
)
