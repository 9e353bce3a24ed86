"""A hint for code of the Keras package's first years, which tf-keras does not run."""

import re
import traceback

from tfv1.importing.userfiles import is_users
from tfv1.names.packages import KERAS, install_command
from tfv1.names.tables import keras1

_GIVEN = re.compile(rf"\b(?:{'|'.join(keras1.OF_LAYERS | keras1.OF_METHODS)})\s*=(?!=)")


def offer(error: BaseException) -> str | None:
    """One line about the genuine Keras, if a call with arguments of Keras 1 ended the script.

    Args:
      error: the exception that ended the script.
    """
    if not isinstance(error, TypeError):
        return None
    frames = traceback.extract_tb(error.__traceback__)
    if not any("tf_keras" in frame.filename or "Keyword" in str(error) for frame in frames[-1:]):
        return None
    lines = [frame.line or "" for frame in frames if is_users(frame.filename)]
    given = _GIVEN.search(lines[-1]) if lines else None
    if given is None:
        return None
    return (
        f"{given[0].rstrip(' =')} is an argument of Keras 1, which the keras package took up to "
        f"2.3; tfv1 run uses that package where it is installed: {install_command(*KERAS)}"
    )
