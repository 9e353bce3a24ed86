"""Names that NumPy, SciPy and the standard library have dropped become today's."""

from pathlib import Path

import pytest

from tfv1.migrate.rules import Module, oldlibs


def rewritten(source):
    return oldlibs.apply(Module(Path("a.py"), source))


CHANGES = [
    ("import numpy as np\nx.astype(np.float)", "import numpy as np\nx.astype(float)"),
    ("import numpy as np\nx = np\\\n.float(3)", "import numpy as np\nx = float\\\n(3)"),
    ("import numpy\nnumpy.product ( x )", "import numpy\nnumpy.prod ( x )"),
    ("import numpy as np\nnp.alltrue(np.bool(x))", "import numpy as np\nnp.all(bool(x))"),
    ("from numpy import product, ones", "from numpy import prod as product, ones"),
    (
        "import numpy as np  # c\nnp.asscalar(x)",
        "import numpy as np  # c\nimport tfv1.legacy.numpy\ntfv1.legacy.numpy.asscalar(x)",
    ),
    ("from scipy.misc import logsumexp", "from scipy.special import logsumexp"),
    (
        "if x:\n    from scipy.misc import imread as r, comb",
        "if x:\n    from tfv1.legacy.scipy.misc import imread as r\n"
        "    from scipy.special import comb",
    ),
    (
        "import scipy.misc\nscipy.misc.imsave(a, b)",
        "import scipy.misc\nimport tfv1.legacy.scipy.misc\ntfv1.legacy.scipy.misc.imsave(a, b)",
    ),
    (
        "from scipy import misc\nmisc.imresize(a, 2)",
        "from scipy import misc\nimport tfv1.legacy.scipy.misc\n"
        "tfv1.legacy.scipy.misc.imresize(a, 2)",
    ),
    ("from sklearn.externals import joblib", "import joblib"),
    ("import xml.etree.cElementTree as ET", "import xml.etree.ElementTree as ET"),
    ("import imp", "from tfv1.legacy import imp"),
    ("from collections import Iterable", "from collections.abc import Iterable"),
    (
        "import yaml\nyaml.load(f)",
        "import yaml\nimport tfv1.legacy.yaml\ntfv1.legacy.yaml.load(f)",
    ),
    (
        "import json\njson.loads(s, encoding='utf8')",
        "import json\nimport tfv1.legacy.stdlib\ntfv1.legacy.stdlib.loads(s, encoding='utf8')",
    ),
    (
        "import random\nrandom.shuffle(x, f)",
        "import random\nimport tfv1.legacy.stdlib\ntfv1.legacy.stdlib.shuffle(x, f)",
    ),
    ("import base64\nbase64.decodestring(x)", "import base64\nbase64.decodebytes(x)"),
    (
        "import collections\ncollections.Mapping",
        "import collections\nimport collections.abc\ncollections.abc.Mapping",
    ),
]


@pytest.mark.parametrize(("before", "after"), CHANGES)
def test_changes(before, after):
    """The name is replaced, and what it needs is imported beside the import it came from."""
    assert rewritten(before) == after
    assert rewritten(after) == after


@pytest.mark.parametrize(
    "source",
    [
        "import numpy as np\nnp.float32, np.int64, np.array([1]), np.bool_, np.prod(x)",
        "import json\njson.load(f)",
        "import random\nrandom.shuffle(x)",
        "import yaml\nyaml.load(f, Loader=yaml.Loader), yaml.safe_load(f), yaml.load(f, L)",
        "import collections\ncollections.OrderedDict, collections.Counter",
        "from collections import namedtuple, deque",
        "np.float",
        "import numpy as np\ndef f(np):\n    return np.float",
        "import numpy as np\nfloat = 3\nnp.float",
        "import numpy as np\nnp.random.product",
        "import numpy as np\nnp.float = 3",
        "import mine as np\nnp.float",
        "x.product, self.np.float",
        "'np.float'  # np.float",
        "import scipy.ndimage\nscipy.ndimage.zoom(x, 2)",
        "from .scipy.misc import imread",
        "import PIL.Image\nPIL.Image.open(f)",
        "import distutils",
    ],
)
def test_leaves(source):
    """Names that are still there, the user's own names, text."""
    assert rewritten(source) == source


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("from PIL import ImageFont\nf.getsize('x')", "getbbox"),
        ("import threading\nt.isAlive()", "is_alive"),
        ("from scipy.misc import *", "scipy.misc is gone"),
    ],
)
def test_notes(source, words):
    """What the source alone does not decide is left, and noted."""
    module = Module(Path("a.py"), source)
    assert oldlibs.apply(module) == source
    assert [words in note.text for note in module.notes] == [True]
