"""A script for scikit-learn before 1.0 runs."""

import pytest

from tests.support.cli import tfv1

SCRIPT = """
import numpy as np
from sklearn import preprocessing
from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LinearRegression
from sklearn.manifold import TSNE

encoder = preprocessing.OneHotEncoder(sparse=False)
print(encoder.fit_transform([[1], [2]]).tolist(), encoder.get_params()["sparse_output"])
print(TSNE(n_components=2, n_iter=250).get_params()["max_iter"])
print(KMeans(n_clusters=2, n_jobs=-1).n_clusters)
points = np.arange(4.0)[:, None]
print(LinearRegression(normalize=True).fit(points, 2 * points[:, 0]).coef_.round(6).tolist())
for kind in (CountVectorizer, TfidfVectorizer):
    words = kind()
    words.fit(["b a", "long words"])
    print(words.get_feature_names())
"""
PRINTED = """\
[[1.0, 0.0], [0.0, 1.0]] False
250
2
[2.0]
['long', 'words']
['long', 'words']
"""


def test_old_arguments_and_methods(tmp_path):
    """They do what they did, and estimators can be cloned: their parameters have today's names."""
    pytest.importorskip("sklearn")
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    assert tfv1("run", script).stdout == PRINTED
