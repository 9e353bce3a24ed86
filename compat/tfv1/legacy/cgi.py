"""What scripts took from `cgi`, which Python 3.13 dropped; the rest is on PyPI as legacy-cgi."""

from email.message import Message

from tfv1.legacy.stdlib import cgi_escape as escape

__all__ = ["escape", "parse_header"]


def parse_header(line: str) -> tuple[str, dict[str, str]]:
    """A header like Content-Type as its main value and a dictionary of its parameters."""
    message = Message()
    message["content-type"] = line
    (main, _), *parameters = message.get_params([("", "")])
    return main, dict(parameters)
