"""Arguments and methods that scikit-learn had before 1.0, such as `TSNE(n_iter=5000)`."""

import sys
from typing import Any

from tfv1 import session
from tfv1.patches.renamed import Names, taking
from tfv1.patches.table import Patch, apply

_ARGUMENTS: dict[str, Names] = {
    "sklearn.cluster:KMeans.__init__": {"n_jobs": "", "precompute_distances": ""},
    # Whether the columns were scaled first made no difference to what it predicts.
    "sklearn.linear_model:LinearRegression.__init__": {"normalize": ""},
    "sklearn.manifold:TSNE.__init__": {"n_iter": "max_iter"},
    "sklearn.preprocessing:OneHotEncoder.__init__": {"sparse": "sparse_output", "n_values": ""},
}


def _feature_names(self: Any) -> list[str]:
    """The name of each column."""
    return [str(name) for name in self.get_feature_names_out()]


PATCHES = (
    *(
        Patch(target, taking(names), "takes other names", "scikit-learn 1")
        for target, names in _ARGUMENTS.items()
    ),
    Patch(
        "sklearn.feature_extraction.text:CountVectorizer.get_feature_names",
        lambda original: original or _feature_names,
        "is gone",
        "scikit-learn 1.2",
    ),
)


def give_back() -> None:
    """Gives back what belongs to the modules that are loaded by now."""
    loaded = [patch for patch in PATCHES if patch.target.partition(":")[0] in sys.modules]
    apply(loaded, session.current().replaced)
