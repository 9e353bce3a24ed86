"""What the tables say, and what is read from a source file, without loading anything."""

import pytest

from tfv1.names import rows
from tfv1.names.static import bindings
from tfv1.names.static.verdicts import verdict
from tfv1.names.tables import api


def test_what_needs_an_extra_package_says_so():
    """Names of estimators and of the genuine tf.contrib name their package; others name none."""
    estimator = api.EXTRAS["tensorflow_estimator"]
    assert rows.not_installed("tensorflow.estimator.Estimator") == estimator
    assert rows.not_installed("tensorflow.python.estimator.canned.dnn") == estimator
    assert "tfv1 contrib install" in rows.not_installed(next(iter(api.WITH_CONTRIB)))
    assert rows.not_installed("tensorflow.nn.relu") is None


@pytest.mark.parametrize(
    ("call", "kept"),
    [
        ("", None),
        ("remove_undocumented(__name__)", {"documented"}),
        ("remove_undocumented(__name__, _allowed)", {"documented", "one", "two"}),
        ("remove_undocumented(__name__, ['three'])", {"documented", "three"}),
        ("remove_undocumented(__name__, allowed_exception_list=_allowed)",
         {"documented", "one", "two"}),
        ("remove_undocumented(__name__, _allowed, [other])", None),
        ("remove_undocumented(__name__, doc_string_modules=[other])", None),
        ("remove_undocumented(__name__, computed())", None),
        ("remove_undocumented('another', _allowed)", None),
    ],
)  # fmt: skip
def test_names_that_remove_undocumented_leaves(tmp_path, call, kept):
    """Those of the docstring and of the list; all, where another module documents them."""
    file = tmp_path / "module.py"
    file.write_text(f'"""A module.\n\n@@documented\n"""\n_allowed = ["one", "two"]\n{call}\n')
    assert bindings.read(file, "contrib.module", False).kept == kept


@pytest.mark.parametrize(
    ("name", "home"),
    [
        ("tensorflow.keras.objectives", "tf_keras.api._v1.keras.losses"),
        ("tensorflow.python.keras.api._v1.keras", "tf_keras.api._v1.keras"),
        ("tensorflow._api.v1.nn", "tensorflow._api.v2.compat.v1.nn"),
    ],
)
def test_another_path_of_a_module_leads_to_what_is_behind_it(name, home):
    """As the module itself does, whether or not that was used before."""
    assert verdict(name).home == home
