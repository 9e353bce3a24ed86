"""The rebar example: its gradients, its data and hyperparameters, and a run of the script."""

import gzip
import importlib.util
import json
import os
import pathlib
import struct

import numpy as np
import pytest
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

from tests.support import loaded

EXAMPLE = pathlib.Path(__file__).resolve().parents[2] / "models_examples" / "rebar"


def load(name):
    """Imports a module of the example that needs no TensorFlow."""
    spec = importlib.util.spec_from_file_location(f"rebar_{name}", EXAMPLE / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


data, hparams = load("data"), load("hparams")


def tfv1_run(script, *flags, cwd=EXAMPLE):
    path = os.pathsep.join(filter(None, [str(EXAMPLE), os.environ.get("PYTHONPATH")]))
    environment = dict(os.environ, PYTHONPATH=path)
    return loaded.python("-m", "tfv1", "run", script, *flags, cwd=cwd, env=environment)


@pytest.fixture(scope="module")
def gradients():
    done = tfv1_run(pathlib.Path(__file__).with_name("rebar_gradients.py"))
    assert done.returncode == 0, done.stderr[-4000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("layers", ["1", "2"])
def test_estimates_are_unbiased(gradients, layers):
    """Every estimator's mean is within five standard errors of the gradient by enumeration."""
    exact = np.array(gradients[layers]["exact"])
    assert np.abs(exact).max() > 0.1
    for name, estimate in gradients[layers]["estimates"].items():
        off = np.abs(np.array(estimate["mean"]) - exact)
        # 1e-5: generator weights whose gradient does not vary, in float32.
        assert (off <= 5 * np.array(estimate["error"]) + 1e-5).all(), (name, off)


@pytest.mark.parametrize("layers", ["1", "2"])
def test_rebar_is_less_noisy_than_reinforce(gradients, layers):
    """REBAR's variance is below that of REINFORCE even before its controls have learned."""
    noise = {
        name: np.square(estimate["error"]).sum()
        for name, estimate in gradients[layers]["estimates"].items()
    }
    assert noise["rebar, baseline none"] < 0.8 * noise["reinforce, baseline none"]


def test_training_writes_two_whole_event_files_and_improves(tmp_path):
    """A seeded run raises the ELBO, keeps all events of both its writers, and can be repeated."""
    curves = []
    for name in ("first", "again"):
        done = tfv1_run(
            EXAMPLE / "rebar_train.py",
            f"--working_dir={tmp_path / name}",
            "--hparams=estimator=rebar,hidden=8",
            "--max_steps=60",
            "--eval_every=20",
            "--seed=3",
        )
        assert done.returncode == 0, done.stderr[-4000:]
        files = sorted((tmp_path / name).glob("events.out.tfevents.*"))
        assert len(files) == 2
        found = [EventAccumulator(str(path)).Reload() for path in files]
        ours, supervisor = sorted(found, key=lambda events: not events.Tags()["scalars"])
        assert supervisor.Tags()["graph"] and not supervisor.Tags()["scalars"]
        assert not ours.Tags()["graph"]
        scalars = {tag: ours.Scalars(tag) for tag in ours.Tags()["scalars"]}
        curves.append({tag: [(e.step, e.value) for e in scalars[tag]] for tag in scalars})
    assert curves[0] == curves[1]
    splits = [split + "/elbo" for split in ("train", "valid", "test")]
    others = ["train/gradient_variance", "temperature/layer_1", "eta/layer_1"]
    assert sorted(curves[0]) == sorted(splits + others)
    for tag, curve in curves[0].items():
        assert [step for step, _ in curve] == [20, 40, 60], tag
    for tag in splits:
        assert curves[0][tag][0][1] < curves[0][tag][-1][1], tag


def test_unusable_input_ends_in_one_sentence(tmp_path):
    """Without MNIST's files the script says what is missing and ends with status 1."""
    done = tfv1_run(EXAMPLE / "rebar_train.py", f"--mnist_dir={tmp_path}", cwd=tmp_path)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    last = done.stderr.splitlines()[-1]
    assert last.startswith("rebar_train: expected MNIST's images in train-images-idx3-ubyte or")


def test_hyperparameters_are_read_by_the_type_of_their_default():
    """Named values replace defaults, others stay, blanks do not matter."""
    found = hparams.parse("rate = 1e-3, name=x,", {"rate": 1.0, "name": "a", "size": 4})
    assert (found.rate, found.name, found.size) == (0.001, "x", 4)
    assert str(found) == "name=x,rate=0.001,size=4"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("size", "expected name=value in the hyperparameters, got 'size'."),
        ("depth=3", "there is no hyperparameter 'depth'; there are rate, size."),
        ("size=1,size=2", "hyperparameter 'size' is given twice."),
        ("size=2.5", "hyperparameter 'size' takes int, got '2.5'."),
    ],
)
def test_wrong_hyperparameters_are_named(text, message):
    """Each mistake in the string is a ValueError that quotes it."""
    with pytest.raises(ValueError) as error:
        hparams.parse(text, {"size": 4, "rate": 0.1})
    assert str(error.value) == message


def test_bundled_digits_are_split_once_for_all():
    """The splits are binary, share no row of the source twice, and are the same at each call."""
    splits, again = data.load(), data.load()
    assert [len(images) for images in splits] == [1285, 256, 256]
    for images, same in zip(splits, again, strict=True):
        assert images.shape[1] == 64 and set(np.unique(images)) == {0.0, 1.0}
        np.testing.assert_array_equal(images, same)


def test_batches_cover_an_epoch_before_they_repeat():
    """Within an epoch no image comes twice; the next one has another order."""
    images = np.arange(12.0).reshape(6, 2)
    batches = data.batches(images, 3, np.random.RandomState(0))
    epochs = [np.concatenate([next(batches), next(batches)]) for _ in range(2)]
    for epoch in epochs:
        assert sorted(epoch[:, 0]) == sorted(images[:, 0])
    assert not np.array_equal(*epochs)
    assert len(next(data.batches(images, 50, np.random.RandomState(0)))) == 6


def write_idx(path, count, opener=open):
    pixels = np.random.RandomState(count).randint(0, 256, (count, 6)).astype(np.uint8)
    with opener(path, "wb") as file:
        file.write(struct.pack(">IIII", 0x803, count, 2, 3) + pixels.tobytes())
    return pixels


def test_mnist_files_are_read_plain_and_gzipped(tmp_path):
    """A pixel of 128 or more is 1; the first sixth of the training images is for validation."""
    train = write_idx(tmp_path / "train-images-idx3-ubyte.gz", 60, gzip.open)
    test = write_idx(tmp_path / "t10k-images-idx3-ubyte", 12)
    splits = data.load(str(tmp_path))
    np.testing.assert_array_equal(splits.valid, train[:10] >= 128)
    np.testing.assert_array_equal(splits.train, train[10:] >= 128)
    np.testing.assert_array_equal(splits.test, test >= 128)


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda content: content[:-1], "should hold 12 images of 2 x 3 bytes after its header"),
        (lambda content: b"\0" * 4 + content[4:], "is not an idx file of images"),
        (lambda content: b"", "is not an idx file of images"),
    ],
)
def test_damaged_idx_files_are_refused(tmp_path, damage, message):
    """A file that is cut short, or something else, is a ValueError that says so."""
    path = tmp_path / data.TEST_FILE
    write_idx(path, 12)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(ValueError, match=message):
        data.read_idx_images(str(tmp_path), data.TEST_FILE)


def test_a_damaged_gzip_file_is_refused(tmp_path):
    """A gzip file cut short is a ValueError with the path in it."""
    path = tmp_path / (data.TEST_FILE + ".gz")
    write_idx(path, 12, gzip.open)
    path.write_bytes(path.read_bytes()[:-12])
    with pytest.raises(ValueError, match=f"cannot read {path}"):
        data.read_idx_images(str(tmp_path), data.TEST_FILE)
