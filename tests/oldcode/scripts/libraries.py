"""What libraries of that time took: ragged lists, and methods that are gone."""

import os
import tempfile
import xml.etree.ElementTree as ET  # noqa: F401
from html.parser import HTMLParser  # noqa: F401

import answering
import h5py
import numpy as np
import tensorflow as tf  # noqa: F401

os.chdir(tempfile.mkdtemp())
ragged = [[1], [2, 3], [4, 5, 6]]


def saved(value):
    """What a file of NumPy's gives back."""
    np.save("saved.npy", value)
    return np.load("saved.npy", allow_pickle=True).tolist()


def shuffled(value):
    """A permutation of what was given, from a seed."""
    np.random.seed(1)
    return np.random.permutation(value).tolist()


with h5py.File("new.h5") as file:
    file["x"] = np.arange(3)
    file["s"] = 2.5
    file["texts"] = np.array(["a", "b"], h5py.special_dtype(vlen=str))
    file.attrs["bytes"] = b"text"
    file.attrs["text"] = "text"
    file.attrs["names"] = [b"a", b"bc"]

answering.answer(
    globals(),
    """
np.array(ragged).shape, np.shape(ragged), np.ndim(ragged), np.size(ragged)
np.reshape(ragged, (3, 1)).shape, np.reshape(ragged, newshape=(1, 3)).shape
np.resize([1.0, np.array([2.0])], (2, 1)).tolist(), np.resize(ragged, [2, 2]).tolist()
[x.tolist() for x in (np.where(ragged)[0], np.full_like(ragged, 1), np.diff([1, np.array([2])]))]
np.median([1.0, np.array([2.0]), 3.0]).tolist(), np.clip([1, np.array([2])], 0, 1).tolist()
np.mean([[1, 2], [3, 4]])
np.sum(ragged), np.sum([[1, 2], [3, 4]], axis=0).tolist()
saved(ragged)
shuffled(ragged), shuffled([3, 1, 2]), shuffled(4)
np.random.choice(ragged, 2).shape
np.ravel(ragged).tolist(), np.transpose(ragged).shape, np.repeat(ragged, 2).shape
np.split(ragged, 3)[1].tolist(), np.array_split(ragged, 2)[0].shape, np.delete(ragged, 0).shape
np.max(ragged), np.argmax(ragged), np.sort(ragged).tolist()
np.take(ragged, [0, 2]).tolist(), np.expand_dims(ragged, 0).shape, np.tile(ragged, 2).shape
np.mean(a=[[1, 2], [3, 4]], axis=1).tolist(), np.std([1, 2]), np.max([[1, 2], [3, 4]], 0).tolist()
[child.tag for child in ET.fromstring("<a><b/><c><d/></c></a>").getchildren()]
[child.tag for child in ET.fromstring("<a><b/><c><d/></c></a>").getiterator()]
HTMLParser().unescape("a &amp; b &lt; c")
h5py.File("new.h5")["x"].value.tolist(), h5py.File("new.h5", "r")["s"].value
h5py.File("new.h5")["texts"][:].tolist(), h5py.File("new.h5")["texts"][0]
h5py.File("new.h5").attrs["bytes"].decode("utf-8"), h5py.File("new.h5").attrs["text"]
h5py.File("new.h5").attrs["names"].tolist(), h5py.File("new.h5").attrs["names"].dtype
[name.decode("utf8") for name in h5py.File("new.h5").attrs["names"]]
h5py.File("new.h5").mode, h5py.File("other.h5").mode
""",
)
