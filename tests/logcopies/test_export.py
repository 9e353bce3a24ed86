"""tfv1 export: every point of the scalars in four formats, and images."""

import csv
import io
import json
import math
import os
import subprocess

import numpy as np
import pytest
from PIL import Image

from tests.support.cli import TFV1, tfv1
from tests.support.event_logs import FIRST, SECOND, START, event, summary, write_log


def png(shade):
    buffer = io.BytesIO()
    Image.new("L", (2, 2), shade).save(buffer, "PNG")
    return buffer.getvalue()


@pytest.fixture
def logdir(tmp_path):
    """Two runs: 3,000 points of loss with one NaN, a restart, images of TF1 and TF2."""
    image = {"tag": "a/b", "image": {"encoded_image_string": png(1)}}
    tensor = {"dtype": 7, "tensor_shape": {"dim": [{"size": 4}]}}
    tensor["string_val"] = [b"2", b"2", png(2), png(3)]
    two = {
        "tag": "../faces",
        "tensor": tensor,
        "metadata": {"plugin_data": {"plugin_name": "images"}},
    }
    losses = [summary(step, loss=math.nan if step == 7 else step / 10) for step in range(3000)]
    write_log(tmp_path / "logs" / "train" / FIRST, event(session_log={"status": START}), *losses,
          summary(5, image), summary(5, image), summary(6, two))  # fmt: skip
    write_log(
        tmp_path / "logs" / "train" / SECOND,
        event(2990, session_log={"status": START}),
        summary(2990, loss=1.5, wall_time=9000.25),
    )
    write_log(tmp_path / "logs" / "eval" / FIRST, summary(1, accuracy=0.1))
    return tmp_path / "logs"


def test_csv(logdir):
    """CSV has a line for each point, with full precision, without superseded ones."""
    done = tfv1("export", logdir, "--csv")
    assert (done.returncode, done.stderr) == (0, "")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert rows[0] == {"run": "eval", "tag": "accuracy", "step": "1", "wall_time": "1001.0",
                       "value": repr(float(np.float32(0.1)))}  # fmt: skip
    train = [row for row in rows if row["run"] == "train"]
    assert [int(row["step"]) for row in train] == list(range(2991))
    assert train[-1]["wall_time"] == "9000.25" and train[7]["value"] == "nan"


def test_a_device_is_written_to(logdir):
    """/dev/stdout is not replaced by a file."""
    done = tfv1("export", logdir, "--csv", "--tag", "accuracy", "-o", "/dev/stdout")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("run,tag,step,wall_time,value\neval,accuracy,1,")


def test_superseded_points_of_either_loader(tmp_path):
    """--superseded restarts keeps what only the data server hides; the default drops it."""
    path = tmp_path / "logs" / FIRST
    write_log(path, *[summary(step, loss=step) for step in (0, 1, 2, 1)])
    for choice, count in (([], 2), (["--superseded=restarts"], 4), (["--superseded", "keep"], 4)):
        assert len(tfv1("export", path, "--csv", *choice).stdout.splitlines()) == 1 + count


def test_superseded(logdir):
    """--superseded exports the points of the abandoned attempt as well."""
    done = tfv1("export", logdir, "--csv", "--superseded", "--tag", "loss")
    assert len(done.stdout.splitlines()) == 1 + 3001


def test_json(logdir, tmp_path):
    """JSON is strict; -o writes a file."""
    done = tfv1("export", logdir, "--json", "-o", tmp_path / "out.json")
    assert (done.returncode, done.stdout) == (0, "")
    data = json.loads((tmp_path / "out.json").read_text(), parse_constant=pytest.fail)
    assert data["train"]["loss"]["steps"] == list(range(2991))
    assert data["train"]["loss"]["values"][6:8] == [float(np.float32(0.6)), "NaN"]
    assert data["eval"] == {
        "accuracy": {"steps": [1], "wall_times": [1001.0], "values": [float(np.float32(0.1))]}
    }


def test_npz(logdir, tmp_path):
    """NPZ has arrays that need no pickle."""
    tfv1("export", logdir, "--npz", "-o", tmp_path / "out.npz")
    with np.load(tmp_path / "out.npz") as data:
        assert data["runs"].tolist() == ["eval", "train"]
        assert data["tags"].tolist() == ["accuracy", "loss"]
        loss = data["series"] == 1
        assert data["steps"][loss].tolist() == list(range(2991))
        assert data["values"][loss][-1] == 1.5 and data["wall_times"].dtype == np.float64


def test_parquet(logdir, tmp_path):
    """Parquet has the columns of the CSV."""
    parquet = pytest.importorskip("pyarrow.parquet")
    done = tfv1("export", logdir, "--parquet", "-o", tmp_path / "out.parquet")
    assert (done.returncode, done.stderr) == (0, "")
    table = parquet.read_table(tmp_path / "out.parquet")
    assert table.column_names == ["run", "tag", "step", "wall_time", "value"]
    assert table.num_rows == 2992
    assert table.slice(2991).to_pylist()[0] == {
        "run": "train", "tag": "loss", "step": 2990, "wall_time": 9000.25, "value": 1.5,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("error", "told"),
    [
        ("ModuleNotFoundError('No module named pyarrow')", "pip install 'tfv1[parquet]'"),
        ("ImportError('pyarrow requires NumPy 2')", "pyarrow requires NumPy 2"),
    ],
)
def test_parquet_without_pyarrow(error, told, logdir, tmp_path):
    """A pyarrow that is missing, or does not load, is one sentence that says what to do."""
    (tmp_path / "pyarrow.py").write_text(f"raise {error}")
    command = "export", logdir, "--parquet", "-o", tmp_path / "out.parquet"
    path = f"{tmp_path}:{os.environ.get('PYTHONPATH', '')}"
    done = tfv1(*command, env={"PYTHONPATH": path})
    assert done.returncode == 2
    assert told in done.stderr
    assert done.stderr.count("\n") == 1


def test_images(logdir, tmp_path):
    """Images come as they were written, several of a step apart, none outside the directory."""
    done = tfv1("export", logdir, "--images", tmp_path / "out")
    assert done.returncode == 0 and "4 images" in done.stderr
    root = tmp_path / "out" / "train"
    found = {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*.png")}
    assert found == {"a/b/5.png": png(1), "a/b/5-1.png": png(1),
                     "faces/6.png": png(2), "faces/6-1.png": png(3)}  # fmt: skip


def test_damage_is_told(logdir):
    """What cannot be read is reported on stderr; the rest is exported."""
    path = logdir / "eval" / FIRST
    path.write_bytes(path.read_bytes() + b"damaged")
    done = tfv1("export", logdir / "eval", "--csv")
    assert len(done.stdout.splitlines()) == 2
    assert "7 bytes at offset" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["logs"], "Say what to export: --csv, "),
        (["logs", "--npz"], "--npz needs -o FILE, or -o -"),
        (["logs", "--images", "d", "-o", "f"], "-o FILE is for scalars: "),
        (
            ["logs", "--csv", "--tag", "lss"],
            "No scalar tag matches 'lss'; the tags are: accuracy, loss.",
        ),
        (["logs/eval", "--images", "new"], "There are no images to export."),
        (["logs", "--images", "text"], "text already exists; choose a new directory."),
        (["logs", "--csv", "-o", "no/x"], "Cannot write no/x: No such file or directory."),
        (["logs", "--csv", "-o", f"logs/eval/{FIRST}"], f"logs/eval/{FIRST} is an event file; "),
        (["text", "--csv"], "text is not an event file: it has no intact event."),
        (["none", "--csv"], "Cannot read none: No such file or directory."),
    ],
)
def test_misuse(logdir, tmp_path, arguments, message):
    """What cannot be done ends with status 2 and a sentence, and leaves nothing behind."""
    (tmp_path / "text").write_text("no event file at all")
    done = tfv1("export", *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"tfv1 export: {message}")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["logs", "text"]


def test_a_file_is_not_overwritten_silently(logdir, tmp_path):
    """A file that exists stays, and the sentence says what to do; --force replaces it."""
    (tmp_path / "out.csv").write_text("mine")
    command = "export", logdir, "--csv", "-o", tmp_path / "out.csv"
    done = tfv1(*command)
    assert (done.returncode, done.stdout) == (2, "")
    told = f"{tmp_path}/out.csv exists already; --force overwrites it."
    assert done.stderr == f"tfv1 export: {told}\n"
    assert (tmp_path / "out.csv").read_text() == "mine"
    assert tfv1(*command, "--force").returncode == 0
    assert (tmp_path / "out.csv").read_text().startswith("run,tag,step,")


def test_a_dash_is_standard_output(logdir, tmp_path):
    """`-o -` writes to stdout what a file would get, text or not, and makes no file."""
    assert (
        tfv1("export", logdir, "--csv", "-o", "-", cwd=tmp_path).stdout
        == tfv1("export", logdir, "--csv").stdout
    )
    done = subprocess.run(
        [*TFV1, "export", logdir, "--npz", "-o", "-"], capture_output=True, cwd=tmp_path, check=True
    )
    with np.load(io.BytesIO(done.stdout)) as data:
        assert data["runs"].tolist() == ["eval", "train"]
    assert not (tmp_path / "-").exists()
