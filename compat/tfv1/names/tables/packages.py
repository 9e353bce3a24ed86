"""Packages that were written for TensorFlow 1, as data. This module imports nothing of them."""

from typing import NamedTuple


class Package(NamedTuple):
    """A package for TensorFlow 1.

    Args:
      distribution: what pip calls it.
      tried: a release that runs on `tfv1 run` as it did on TensorFlow 1.15.5.
      until: the first release that is not for TensorFlow 1; empty if there is none.
    """

    distribution: str
    tried: str = ""
    until: str = ""


# By the name that is imported.
PACKAGES = {
    "baselines": Package("baselines"),
    "bert": Package("bert-tensorflow", "1.0.1"),
    "gin": Package("gin-config", "0.3.0", "0.4"),
    "gpflow": Package("gpflow", "1.5.1", "2"),
    "graph_nets": Package("graph-nets", "1.0.5", "1.1"),
    # It was a package of its own, which is something else than tf.keras: in layer names, tags in
    # event files, arguments and random numbers.
    "keras": Package("keras", "2.2.4", "2.4"),
    "keras_applications": Package("keras-applications", "1.0.8"),
    "keras_contrib": Package("keras-contrib"),
    "keras_preprocessing": Package("keras-preprocessing", "1.1.2"),
    "kfac": Package("kfac", "0.2.0"),
    "magenta": Package("magenta", until="2"),
    "mesh_tensorflow": Package("mesh-tensorflow", "0.0.5", "0.1.17"),
    "opennmt": Package("opennmt-tf", "1.25.3", "2"),
    "prettytensor": Package("prettytensor", "0.7.4"),
    "sonnet": Package("dm-sonnet", "1.36", "2"),
    "stable_baselines": Package("stable-baselines", "2.10.2"),
    "t3f": Package("t3f", "1.1.0", "1.2"),
    "tensor2tensor": Package("tensor2tensor", "1.14.1"),
    "tensorflow_gan": Package("tensorflow-gan", "1.0.0.dev0", "2"),
    "tensorflow_probability": Package("tensorflow-probability", "0.8.0", "0.9"),
    "tensorflow_ranking": Package("tensorflow-ranking", "0.1.6", "0.3"),
    "tensorforce": Package("tensorforce", "0.4.3", "0.5"),
    "tensorlayer": Package("tensorlayer", "1.11.1", "2"),
    "tflearn": Package("tflearn", "0.3.2"),
}
