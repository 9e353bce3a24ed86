"""The parts of `cgi`, dropped in Python 3.13, that scripts used; PyPI has the rest: legacy-cgi."""

from email.message import Message

from tfv1.legacy.stdlib import cgi_escape as escape

__all__ = ["escape", "parse_header"]


def parse_header(line: str) -> tuple[str, dict[str, str]]:
    """Splits a header like Content-Type into its main value and a dictionary of parameters."""
    message = Message()
    message["content-type"] = line
    (main, _), *parameters = message.get_params([("", "")])
    return main, dict(parameters)
