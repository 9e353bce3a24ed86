"""tfv1 export: points in four formats, and everything that a log has as files."""

import csv
import io
import json
import math
import os
import subprocess

import numpy as np
import pytest
from google.protobuf.struct_pb2 import Value
from PIL import Image
from tensorboard.compat.proto.graph_pb2 import GraphDef
from tensorboard.plugins.hparams.plugin_data_pb2 import HParamsPluginData

from tests.support.cli import TFV1, python, tfv1
from tests.support.event_logs import FIRST, SECOND, START, event, summary, write, write_log
from tfv1.cli import main
from tfv1.logs.export import formats
from tfv1.logs.export.series import Series


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
    command = "-m", "tfv1", "export", logdir, "--csv", "--tag", "accuracy"
    done = python(*command, "-o", "/dev/stdout")
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
    command = "-m", "tfv1", "export", logdir, "--parquet", "-o", tmp_path / "out.parquet"
    path = f"{tmp_path}:{os.environ.get('PYTHONPATH', '')}"
    done = python(*command, env={**os.environ, "PYTHONPATH": path})
    assert done.returncode == 2
    assert told in done.stderr
    assert done.stderr.count("\n") == 1


def test_images(logdir, tmp_path):
    """Images come as they were written, several of a step apart, none outside the directory."""
    done = tfv1("export", logdir, "--images", tmp_path / "out", "--superseded")
    assert (done.returncode, done.stderr) == (0, f"5 files written to {tmp_path}/out\n")
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
        (["logs", "--images", "d", "-o", "f"], "-o FILE is for tables: "),
        (
            ["logs", "--csv", "--tag", "lss"],
            "No tag of scalars matches 'lss'; the tags are: accuracy, loss.",
        ),
        (["logs/eval", "--images", "new"], "There is nothing to export: the log has no images."),
        (["logs", "--csv", "--wide", "--kind", "text"], "--wide is for scalars."),
        (["logs", "--csv", "--kind", "images"], "A table has one kind (scalars, "),
        (["logs", "--npz", "--kind", "hparams", "-o", "f"], "Hyperparameters are exported as "),
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


@pytest.mark.parametrize(
    "form", [["--csv"], ["--json"], ["--csv", "--kind=hparams"], ["--files=x"]]
)
def test_nothing_can_be_read(tmp_path, monkeypatch, capsys, form):
    """Where no file can be read, the message says why, and not that the log is empty."""
    monkeypatch.chdir(tmp_path)
    for run in ("logs/a", "logs/b"):
        os.makedirs(run)
        os.mkfifo(f"{run}/{FIRST}")
    assert main(["export", "logs", *form]) == 2
    told = capsys.readouterr().err
    assert f"cannot read logs/a/{FIRST}: not a regular file, nor 1 other path." in told


# Other kinds than scalars, and folders of files.


def of_plugin(tag, plugin, **fields):
    return {"tag": tag, "metadata": {"plugin_data": {"plugin_name": plugin}}, **fields}


def strings(*texts, shape=None):
    dims = [{"size": size} for size in (shape or [len(texts)])]
    return {"dtype": 7, "tensor_shape": {"dim": dims}, "string_val": texts}


HISTO = {"min": 0, "max": 3, "num": 3, "bucket_limit": [1, 2, 1e300], "bucket": [1, 0, 2]}
SESSION = HParamsPluginData(
    session_start_info={"hparams": {"lr": Value(number_value=0.5), "run": Value(string_value="x")}}
)


@pytest.fixture
def everything(tmp_path):
    """A run with a value of each kind, one of them malformed, and a run with scalars alone."""
    metadata = {"plugin_data": {"plugin_name": "hparams", "content": SESSION.SerializeToString()}}
    numbers = {"dtype": 1, "tensor_shape": {"dim": [{"size": 2}]}, "float_val": [1, 2]}
    broken = {"dtype": 1, "tensor_shape": {"dim": [{"size": 1 << 40}]}, "float_val": [1]}
    write(
        tmp_path / "logs" / "a",
        event(graph_def=b"\n\x03\n\x01x"),
        event(tagged_run_metadata={"tag": "step1", "run_metadata": b""}),
        event(summary={"value": [{"tag": "_hparams_", "metadata": metadata}]}),
        summary(1, {"tag": "weights", "histo": HISTO}, loss=0.5),
        summary(2, {"tag": "weights", "histo": HISTO}, loss=0.25),
        summary(2, {"tag": "face", "image": {"encoded_image_string": png(1)}}),
        summary(2, {"tag": "voice", "audio": {"encoded_audio_string": b"RIFF wave"}}),
        summary(3, of_plugin("note", "text", tensor=strings(b"=1+1\n\x1b[2J"))),
        summary(3, of_plugin("table", "text", tensor=strings(b"a", b"b,c", shape=[1, 2]))),
        summary(4, {"tag": "vector", "tensor": numbers}),
        summary(5, {"tag": "vector", "tensor": broken}),
        summary(5, of_plugin("curve", "pr_curves", tensor=numbers)),
        summary(6, of_plugin("layout", "custom_scalars", tensor=strings(b"\x00proto"))),
    )
    write(tmp_path / "logs" / "b", summary(2, loss=math.nan), summary(7, loss=4, acc=1))
    return tmp_path / "logs"


@pytest.fixture
def export(capsys, monkeypatch):
    """What `tfv1 export ARGUMENTS` prints on stdout and on stderr, in this process."""

    def run(*arguments, status=0):
        monkeypatch.setenv("TFV1_LIMITS", "")  # --limit adds to it
        assert main(["export", *map(str, arguments)]) == status
        return capsys.readouterr()

    return run


def test_everything_as_files(everything, tmp_path, export):
    """--files writes each value of each kind into a file that the index names; damage is told."""
    shown = export(everything, "--files", tmp_path / "out", status=1)
    assert "'vector' at step 5: " in shown.err and "13 files written to " in shown.err
    with open(tmp_path / "out" / "index.csv", newline="") as file:
        index = list(csv.DictReader(file))
    found = {str(p.relative_to(tmp_path / "out")) for p in tmp_path.glob("out/**/*") if p.is_file()}
    assert {row["file"] for row in index} | {"index.csv"} == found
    assert found == {
        "index.csv", "scalars.csv", "hparams.csv", "histograms/a/weights.npz",
        "images/a/face/2.png", "audio/a/voice/2.wav", "text/a/note/3.txt", "text/a/table/3.csv",
        "tensors/a/vector/4.npy",
        "pr_curves/a/curve/5.npy", "custom_scalars/a/layout/6.bin", "graphs/a/0.pb",
        "run_metadata/a/step1/0.pb",
    }  # fmt: skip
    by_file = {row["file"]: row for row in index}
    assert by_file["audio/a/voice/2.wav"] == {
        "run": "a", "tag": "voice", "kind": "audio", "step": "2", "wall_time": "1002.0",
        "points": "1", "file": "audio/a/voice/2.wav",
    }  # fmt: skip
    assert by_file["histograms/a/weights.npz"]["points"] == "2"
    out = tmp_path / "out"
    assert (out / "images/a/face/2.png").read_bytes() == png(1)
    assert (out / "text/a/note/3.txt").read_bytes() == b"=1+1\n\x1b[2J"
    assert (out / "text/a/table/3.csv").read_text() == 'a,"b,c"\n'
    assert (out / "custom_scalars/a/layout/6.bin").read_bytes() == b"\x00proto"
    assert GraphDef.FromString((out / "graphs/a/0.pb").read_bytes()).node[0].name == "x"
    assert np.load(out / "tensors/a/vector/4.npy").tolist() == [1, 2]
    with np.load(out / "histograms/a/weights.npz") as arrays:
        assert arrays["steps"].tolist() == [1, 1, 1, 2, 2, 2]
        assert (
            arrays["left"].tolist() == [0, 1, 2] * 2 and arrays["counts"].tolist() == [1, 0, 2] * 2
        )
    assert (out / "hparams.csv").read_text().splitlines() == [
        "run,group,status,start_time,end_time,lr,run (hparam)", "a,,,,,0.5,x",
    ]  # fmt: skip
    assert len((out / "scalars.csv").read_text().splitlines()) == 1 + 5


def test_files_of_some_kinds(everything, tmp_path, export):
    """--kind, --runs and --tag choose; a single kind has no folder of its own."""
    chosen = "--kind", "text", "--tag", "n*", "--runs", "a"
    export(everything, "--files", tmp_path / "out", *chosen)
    found = sorted(str(p.relative_to(tmp_path / "out")) for p in tmp_path.glob("out/**/*.*"))
    assert found == ["a/note/3.txt", "index.csv"]
    export(everything, "--files", tmp_path / "no", "--limit", "export-files=3", status=2)
    assert not (tmp_path / "no").exists()


def test_histograms_and_texts_as_tables(everything, tmp_path, export):
    """A histogram has a row for each bucket, a text one, with no control character on stdout."""
    shown = export(everything, "--csv", "--kind", "histograms").out.splitlines()
    assert shown[:2] == [
        "run,tag,step,wall_time,left,right,count",
        "a,weights,1,1001.0,0.0,1.0,1.0",
    ]
    assert len(shown) == 1 + 6
    shown = export(everything, "--csv", "--kind", "text", "--escape-formulas").out
    assert "a,note,3,1003.0,'=1+1\\n\\x1b[2J\n" in shown
    data = json.loads(export(everything, "--json", "--kind", "text").out)
    assert json.loads(data["a"]["table"]["values"][0]) == [["a", "b,c"]]
    out = tmp_path / "h.npz"
    export(everything, "--npz", "--kind", "histograms", "-o", out)
    with np.load(out) as arrays:
        assert arrays["tags"].tolist() == ["weights"] and arrays["right"].tolist() == [1, 2, 3] * 2
    data = json.loads(export(everything, "--json", "--kind", "hparams").out)
    assert data[0]["lr"] == 0.5 and data[0]["run"] == "a"


def test_parts_of_a_long_log(tmp_path, export, monkeypatch):
    """Parquet in groups of rows and CSV in parts have each point once, and DuckDB reads them."""
    monkeypatch.setattr(formats, "_ROW_GROUP", 7)
    monkeypatch.setattr(formats, "_PART", 4)
    monkeypatch.setattr(formats, "_MOST_KEPT", 5)
    for run, steps in (("a", 20), ("b", 3)):
        events = [summary(step, loss=step / 2, rate=-step) for step in range(steps)]
        write(tmp_path / "logs" / run, *events, summary(steps, rate=9))
    expected = [
        (run, tag, step, 1000.0 + step, {"loss": step / 2, "rate": -step}[tag])
        for run, steps in (("a", 20), ("b", 3))
        for tag in ("loss", "rate")
        for step in range(steps)
    ]
    expected.insert(40, ("a", "rate", 20, 1020.0, 9.0))
    expected.append(("b", "rate", 3, 1003.0, 9.0))
    rows = list(csv.reader(io.StringIO(export(tmp_path / "logs", "--csv").out)))[1:]
    assert [(*row[:2], int(row[2]), *map(float, row[3:])) for row in rows] == expected
    parquet = pytest.importorskip("pyarrow.parquet")
    out = tmp_path / "out.parquet"
    export(tmp_path / "logs", "--parquet", "-o", out)
    found = parquet.ParquetFile(out)
    assert found.num_row_groups > 5
    assert [tuple(row.values()) for row in found.read().to_pylist()] == expected
    duckdb = pytest.importorskip("duckdb")
    query = (
        f"SELECT run, arg_max(value, step) FROM '{out}' WHERE tag = 'rate' GROUP BY run ORDER BY 1"
    )
    assert duckdb.sql(query).fetchall() == [("a", 9.0), ("b", 9.0)]
    assert duckdb.sql(f"SELECT * FROM '{out}'").fetchall() == expected


@pytest.mark.parametrize("form", ["csv", "json", "parquet"])
def test_tables_are_written_while_runs_are_read(form, monkeypatch):
    """Of a log of any number of runs, a few are in memory."""
    if form == "parquet":
        pytest.importorskip("pyarrow")
    monkeypatch.setattr(formats, "_ROW_GROUP", 5)
    column = np.arange(5)
    read = []

    def series():
        for number in range(50):
            read.append(number)
            columns = {"step": column, "wall_time": column / 2, "value": column / 4}
            yield Series(f"run {number}", "loss", columns)

    for written, _ in enumerate(formats.FORMATS[form](series())):
        assert len(read) - 2 <= written
    assert len(read) == 50


def test_wide_tables(everything, tmp_path, export):
    """--wide has a row for each step, a column for each tag of each run, and empty cells."""
    shown = export(everything, "--csv", "--wide").out.splitlines()
    assert shown == ["step,a/loss,b/loss,b/acc", "1,0.5,,", "2,0.25,nan,", "7,,4.0,1.0"]
    data = json.loads(export(everything, "--json", "--wide").out, parse_constant=pytest.fail)
    assert data["columns"] == ["step", "a/loss", "b/loss", "b/acc"]
    assert data["data"] == [[1, 0.5, None, None], [2, 0.25, "NaN", None], [7, None, 4, 1]]
    export(everything, "--npz", "--wide", "-o", tmp_path / "w.npz")
    with np.load(tmp_path / "w.npz") as arrays:
        assert arrays["steps"].tolist() == [1, 2, 7]
        assert arrays["values"][:, 2].tolist()[2] == 1 and np.isnan(arrays["values"][0, 1])
    export(everything, "--parquet", "--wide", "-o", tmp_path / "w.parquet")
    parquet = pytest.importorskip("pyarrow.parquet")
    assert parquet.read_table(tmp_path / "w.parquet")["b/acc"].to_pylist() == [None, None, 1]
    shown = export(everything, "--csv", "--wide", "--limit", "table-cells=8", status=2)
    assert "--limit table-cells=9 allows them" in shown.err


def test_wide_columns_have_names_of_their_own(tmp_path, export):
    """Runs and tags whose names join to the same text are kept apart; "step" stays the step."""
    write(tmp_path / "logs" / "a" / "b", summary(1, c=1))
    write(tmp_path / "logs" / "a", summary(1, **{"b/c": 2}))
    write(tmp_path / "logs", summary(1, {"tag": "step", "simple_value": 3}))
    shown = export(tmp_path / "logs", "--csv", "--wide").out.splitlines()
    assert shown == ["step,step (2),a/b/c,a/b/c (2)", "1,3.0,2.0,1.0"]


def test_names_that_differ_only_in_replaced_characters(tmp_path, export):
    """Hostile and clashing names stay below the folder, one file for each value."""
    tags = ["a:b", "a;b", "../../up", "/abs", "x\x1b[2J", "a:b/1.txt", "é" * 300]
    text = [of_plugin(tag, "text", tensor=strings(tag.encode())) for tag in tags]
    write(tmp_path / "logs" / "..run", *(summary(1, one) for one in text))
    write(tmp_path / "logs", summary(1, of_plugin("t", "../x", tensor=strings(b"1"))))
    export(tmp_path / "logs", "--files", tmp_path / "out")
    with open(tmp_path / "out" / "index.csv", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == "text"]
    assert [(tmp_path / "out" / row["file"]).read_text() for row in rows] == list(
        filter(None, tags)
    )
    for row in rows:
        path = (tmp_path / "out" / row["file"]).resolve()
        assert path.is_relative_to(tmp_path / "out") and row["file"].isprintable()
    assert (tmp_path / "out" / "x" / "t" / "1.bin").read_bytes() == b"1"
    assert sorted(os.listdir(tmp_path)) == ["logs", "out"]
