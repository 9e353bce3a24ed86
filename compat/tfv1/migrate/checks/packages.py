"""What has become of packages that scripts of TensorFlow 1's time import, as data.

Those that were written for TensorFlow 1 are in `names.tables.packages`.
"""

from typing import NamedTuple

from tfv1.report.finding import LOST, NEEDS, NOTE


class Fate(NamedTuple):
    """What has become of a package: a status, a sentence, and a command that helps."""

    status: str
    text: str
    command: str = ""


_MODELS = "the repository tensorflow/models: put its folder research"

# Module -> its fate; the longest match with an import wins.
DEAD: dict[str, Fate] = {
    "BeautifulSoup": Fate(
        NEEDS,
        "BeautifulSoup 3 is Python 2; run: pip install beautifulsoup4, and write: "
        "from bs4 import BeautifulSoup",
        "pip install beautifulsoup4",
    ),
    **{
        name: Fate(NEEDS, f"{name} is a module of PIL, which is pillow now: from PIL import {name}")
        for name in ("Image", "ImageDraw", "ImageFilter", "ImageFont", "ImageOps")
    },
    "ale_python_interface": Fate(
        NEEDS,
        "ale_python_interface has become ale_py; run: pip install ale-py",
        "pip install ale-py",
    ),
    "bunch": Fate(
        NEEDS,
        "bunch cannot be installed on Python 3.11 and later; run: pip install munch, and write: "
        "from munch import Munch as Bunch",
        "pip install munch",
    ),
    "cv": Fate(LOST, "cv left OpenCV in 3.0; use cv2"),
    "deepmind_lab": Fate(NEEDS, "deepmind_lab is not on PyPI: build it from its repository"),
    "edward": Fate(LOST, "edward stopped at TensorFlow 1.4; use tensorflow-probability"),
    "gym": Fate(
        NOTE, "gym is no longer maintained and its reset() and step() return more since 0.26"
    ),
    "gym.monitoring": Fate(LOST, "gym.monitoring left gym in 2016; use gym.wrappers.RecordVideo"),
    "gym.wrappers.Monitor": Fate(LOST, "gym.wrappers.Monitor left gym in 0.23; use RecordVideo"),
    "hotshot": Fate(LOST, "hotshot is a module of Python 2 only; use cProfile"),
    "lasagne": Fate(LOST, "lasagne is a library for Theano, which is no longer developed"),
    "caffe": Fate(NEEDS, "caffe is not on PyPI: build it with its Python interface"),
    "midi": Fate(
        NEEDS,
        "midi, of python-midi, is not on PyPI; run: pip install "
        "git+https://github.com/vishnubob/python-midi@feature/python3",
    ),
    "deployment": Fate(NEEDS, f"deployment is part of {_MODELS}/slim on PYTHONPATH"),
    "moviepy.editor": Fate(
        NEEDS,
        "moviepy 2 has no moviepy.editor; run: pip install 'moviepy<2'",
        "pip install 'moviepy<2'",
    ),
    "matplotlib.finance": Fate(LOST, "matplotlib.finance left Matplotlib in 2.2; use mplfinance"),
    "matplotlib.mlab.PCA": Fate(LOST, "mlab.PCA left Matplotlib in 3.1; use scikit-learn's PCA"),
    "matplotlib.mlab.griddata": Fate(
        LOST, "mlab.griddata left Matplotlib in 3.1; use scipy.interpolate.griddata"
    ),
    "mpl_toolkits.axes_grid": Fate(
        LOST, "mpl_toolkits.axes_grid is gone; use mpl_toolkits.axes_grid1"
    ),
    "nets": Fate(NEEDS, f"nets is part of {_MODELS}/slim on PYTHONPATH"),
    "object_detection": Fate(NEEDS, f"object_detection is part of {_MODELS} on PYTHONPATH"),
    "pybullet_envs": Fate(NOTE, "pybullet_envs registers its environments with the old gym"),
    "roboschool": Fate(LOST, "roboschool is no longer built; use pybullet_envs"),
    "scipy.interpolate.spline": Fate(
        LOST, "spline left SciPy in 1.3; use scipy.interpolate.make_interp_spline"
    ),
    "scipy.weave": Fate(LOST, "scipy.weave left SciPy in 2015; write the code with NumPy"),
    "skimage.measure.compare_psnr": Fate(
        NEEDS,
        "use skimage.metrics.peak_signal_noise_ratio; the old name left scikit-image in 0.18",
    ),
    "skimage.measure.compare_ssim": Fate(
        NEEDS,
        "use skimage.metrics.structural_similarity; the old name left scikit-image in 0.18",
    ),
    "sklearn.datasets.fetch_mldata": Fate(
        LOST, "mldata.org is gone; use sklearn.datasets.fetch_openml('mnist_784')"
    ),
    "sklearn.datasets.load_boston": Fate(
        LOST, "load_boston left scikit-learn in 1.2; use fetch_openml('boston', version=1)"
    ),
    "sklearn.learning_curve": Fate(
        LOST, "sklearn.learning_curve is gone; use sklearn.model_selection.learning_curve"
    ),
    "sklearn.metrics.jaccard_similarity_score": Fate(
        LOST, "it left scikit-learn in 0.23; use sklearn.metrics.jaccard_score"
    ),
    "sklearn.mixture.GMM": Fate(
        LOST, "GMM left scikit-learn in 0.20; use sklearn.mixture.GaussianMixture"
    ),
    "sklearn.preprocessing.Imputer": Fate(
        LOST, "Imputer left scikit-learn in 0.22; use sklearn.impute.SimpleImputer"
    ),
    "tf_metrics": Fate(
        NEEDS,
        "tf_metrics is not on PyPI; run: pip install git+https://github.com/guillaumegenthial/"
        "tf_metrics",
    ),
    "tensorflow_fold": Fate(LOST, "tensorflow_fold has compiled ops of TensorFlow 1.0"),
    "tensorpack": Fate(
        NOTE,
        "tensorpack uses tensorflow.compat.v1 where it can, without tfv1's tf.contrib",
    ),
    "theano": Fate(LOST, "theano is no longer developed; for keras.backend choose tensorflow"),
    "universe": Fate(LOST, "OpenAI universe is no longer available"),
}

_OWN = (
    "common config configs constants data data_loader data_utils dataset helper helpers input_data "
    "layers lib loader losses main metrics misc model models module modules network networks ops "
    "options preprocess reader src tools train trainer util utils"
)
# Names of a project's own modules: what PyPI has under them is something else.
OWN = frozenset(_OWN.split())

# Folders that many packages share: what PyPI has is one of these, such as scikits.audiolab.
SHARED = frozenset({"scikits", "sphinxcontrib"})

# Module -> the name of its package on PyPI, where the two differ.
INSTALL_AS: dict[str, str] = {
    "aifc": "standard-aifc",
    "asynchat": "standard-asynchat",
    "asyncore": "standard-asyncore",
    "audioop": "audioop-lts",
    "cgitb": "standard-cgitb",
    "chunk": "standard-chunk",
    "crypt": "standard-crypt",
    "mailcap": "standard-mailcap",
    "nntplib": "standard-nntplib",
    "smtpd": "standard-smtpd",
    "sndhdr": "standard-sndhdr",
    "sunau": "standard-sunau",
    "telnetlib": "standard-telnetlib",
    "uu": "standard-uu",
    "xdrlib": "standard-xdrlib",
    "Bio": "biopython",
    "Crypto": "pycryptodome",
    "MySQLdb": "mysqlclient",
    "OpenGL": "PyOpenGL",
    "PIL": "pillow",
    "Levenshtein": "python-Levenshtein",
    "apiclient": "google-api-python-client",
    "atari_py": "ale-py",
    "attr": "attrs",
    "bs4": "beautifulsoup4",
    "community": "python-louvain",
    "cv2": "opencv-python",
    "dateutil": "python-dateutil",
    "docx": "python-docx",
    "dopamine": "dopamine-rl",
    "dotenv": "python-dotenv",
    "faiss": "faiss-cpu",
    "ffmpeg": "ffmpeg-python",
    "git": "GitPython",
    "google_drive_downloader": "googledrivedownloader",
    "google": "protobuf",
    "googleapiclient": "google-api-python-client",
    "magic": "python-magic",
    "mpl_toolkits": "matplotlib",
    "past": "future",
    "png": "pypng",
    "pylab": "matplotlib",
    "pynvml": "nvidia-ml-py",
    "serial": "pyserial",
    "skimage": "scikit-image",
    "skvideo": "scikit-video",
    "sklearn": "scikit-learn",
    "speech_recognition": "SpeechRecognition",
    "tensorflow_datasets": "tensorflow-datasets",
    "tensorflow_hub": "tensorflow-hub",
    "tensorflow_probability": "tensorflow-probability",
    "tensorflow_serving": "tensorflow-serving-api",
    "tree": "dm-tree",
    "umap": "umap-learn",
    "win32api": "pywin32",
    "wx": "wxPython",
    "yaml": "PyYAML",
    "zmq": "pyzmq",
}
