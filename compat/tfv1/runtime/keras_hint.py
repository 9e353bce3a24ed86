"""A hint for code of the Keras package's first years, which tf-keras does not run."""

import re
import traceback

from tfv1.importing.userfiles import is_users

# Arguments of Keras 1, which the package took up to 2.3.
_ARGUMENTS = (
    "W_constraint W_regularizer U_regularizer b_constraint b_regularizer beta_init border_mode "
    "consume_less dim_ordering dropout_U dropout_W filter_length gamma_init init inner_activation "
    "inner_init input max_q_size nb_col nb_epoch nb_filter nb_row nb_val_samples nb_worker output "
    "output_dim p pickle_safe pool_length samples_per_epoch sigma stride subsample "
    "subsample_length val_samples"
)
_GIVEN = re.compile(rf"\b(?:{_ARGUMENTS.replace(' ', '|')})\s*=(?!=)")


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
        "2.3; tfv1 run uses that package where it is installed: pip install --no-deps keras==2.2.4 "
        "keras-applications keras-preprocessing"
    )
