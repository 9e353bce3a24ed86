"""tfv1 show: the contents of a logdir, in the terminal, as JSON and as a picture."""

import json
import os
import re
import signal
import subprocess
import sys
from xml.etree import ElementTree

import pytest
from PIL import Image

from tests.logs.tool_logs import scalars
from tests.support import oracle
from tests.support.cli import tfv1
from tests.support.event_logs import START, event, summary, write
from tfv1.events.format.record import frame


@pytest.fixture
def logdir(tmp_path):
    """Two runs: train with scalars, an image, a graph and a restart; eval with a scalar."""
    image = {"tag": "picture", "image": {"height": 1, "width": 1, "encoded_image_string": b"x"}}
    text = {"tag": "note", "tensor": {"dtype": 7, "string_val": [b"hello"]}}
    text["metadata"] = {"plugin_data": {"plugin_name": "text"}}
    write(
        tmp_path / "train",
        event(graph_def=b""),
        event(session_log={"status": START}),
        *scalars(loss=lambda step: 1 / (step + 1), rate=lambda step: step * 0.5),
        summary(3, image, text),
        event(7, tagged_run_metadata={"tag": "step_7"}),
    )
    again = [summary(step, loss=0.25) for step in range(10, 15)]
    restart = event(10, session_log={"status": START})
    write(tmp_path / "train", restart, *again, name="events.out.tfevents.2000.host")
    write(tmp_path / "eval", summary(5, accuracy=float("nan")), summary(6, accuracy=0.5))
    return tmp_path


def line_of(output, start):
    (line,) = (line for line in output.splitlines() if line.strip().startswith(start))
    return line.split()


def test_runs_tags_steps_and_values(logdir):
    """Every run with its files, and its scalars with points, steps, last, min, max and a curve."""
    done = tfv1("show", logdir)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"run eval ({logdir}/eval)" in done.stdout
    assert f"run train ({logdir}/train)" in done.stdout
    *numbers, curve = line_of(done.stdout, "loss ")
    assert numbers == ["loss", "15", "0..14", "0.25", "0.1", "1"]
    assert curve == "█▄▃▂▁▁▁▁▁▁▂▂▂▂▂"
    assert line_of(done.stdout, "rate ")[:6] == ["rate", "20", "0..19", "9.5", "0", "9.5"]
    assert line_of(done.stdout, "picture ")[1:] == ["1", "time,", "steps", "3"]
    assert line_of(done.stdout, "note ")
    assert "restarted at step 10 (events.out.tfevents.2000.host)" in done.stdout
    assert "1 graph, 2 session logs, run metadata (step_7)" in done.stdout
    assert "1 NaN or Inf" in " ".join(line_of(done.stdout, "accuracy "))


def test_plain_ascii_where_the_terminal_has_no_more(logdir):
    """An ASCII locale gets curves of ASCII characters, in the table and large."""
    for arguments in ([], ["--tag", "loss"]):
        done = tfv1("show", logdir, *arguments, encoding="ascii")
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.isascii()
    assert line_of(tfv1("show", logdir, encoding="ascii").stdout, "loss ")[-1][0] == "#"


def test_odd_characters(tmp_path):
    """A tag may have any characters: those that the terminal lacks, or obeys, are escaped."""
    write(tmp_path, summary(1, {"tag": "schließlich\x1b[2J\n", "simple_value": 1.0}))
    for command in (["show", tmp_path], ["diff", tmp_path, write(tmp_path / "b", *scalars())]):
        done = tfv1(*command)
        assert done.stderr == ""
        assert "schließlich\\x1b[2J\\n" in done.stdout
        done = tfv1(*command, encoding="ascii")
        assert done.stderr == ""
        assert "schlie\\xdflich\\x1b[2J\\n" in done.stdout


def test_tags_by_pattern(logdir):
    """--tag keeps the tags that match a pattern, and draws a large curve with its bounds."""
    done = tfv1("show", logdir, "--tag", "lo*")
    assert "loss: 15 points, steps 0..14, last 0.25" in done.stdout
    assert "rate" not in done.stdout and "picture" not in done.stdout
    assert any(line.strip().startswith("1 │") for line in done.stdout.splitlines())


def test_json(logdir):
    """--json gives the same as data, in strict JSON."""
    found = json.loads(tfv1("show", logdir, "--json").stdout, parse_constant=pytest.fail)
    evaluation, train = found["runs"]
    assert (evaluation["run"], train["run"]) == ("eval", "train")
    assert train["tags"]["scalars"]["loss"] == {
        "count": 15,
        "first_step": 0,
        "last_step": 14,
        "last": 0.25,
        "min": pytest.approx(0.1),
        "max": 1.0,
        "not_finite": 0,
        "hidden": 0,
    }
    assert train["tags"]["images"] == {"picture": {"count": 1, "first_step": 3, "last_step": 3}}
    assert list(train["tags"]["text"]) == ["note"]
    assert [(os.path.basename(f["path"]), f["events"]) for f in train["files"]] == [
        ("events.out.tfevents.1000.host", 25),
        ("events.out.tfevents.2000.host", 7),
    ]
    assert [restart["step"] for restart in train["restarts"]] == [10]
    assert evaluation["tags"]["scalars"]["accuracy"]["not_finite"] == 1


def test_a_single_file(logdir):
    """An event file may be named in place of a directory."""
    file = logdir / "train" / "events.out.tfevents.2000.host"
    (run,) = json.loads(tfv1("show", file, "--json").stdout)["runs"]
    assert run["tags"]["scalars"]["loss"]["count"] == 5


@pytest.mark.parametrize(
    ("choice", "counts"), [("drop", (15, 20)), ("restarts", (15, 10)), ("keep", (25, 20))]
)
def test_superseded(logdir, choice, counts):
    """--superseded chooses the points: loss was resumed at step 10, and rate not written again."""
    done = tfv1("show", logdir, "--json", "--superseded", choice)
    (_, train) = json.loads(done.stdout)["runs"]
    found = train["tags"]["scalars"]
    assert (found["loss"]["count"], found["rate"]["count"]) == counts


def test_damage_and_steps_that_go_back(tmp_path):
    """A damaged file is shown as far as it can be read, and where it cannot."""
    events = [summary(step, loss=1.0) for step in (0, 1, 2, 0, 1)]
    path = write(tmp_path, *events) / "events.out.tfevents.1000.host"
    path.write_bytes(path.read_bytes()[:-5])
    done = tfv1("show", tmp_path)
    assert done.returncode == 0
    assert "damage: events.out.tfevents.1000.host: " in done.stdout
    assert "truncated tail" in done.stdout
    assert (
        "  steps go back to 0: TensorBoard shows the last attempt only, and hides loss 3 of 4\n"
        "  (it draws them with --load_fast=false, and this with --superseded restarts)\n"
    ) in done.stdout
    (run,) = json.loads(tfv1("show", tmp_path, "--json").stdout)["runs"]
    assert run["tags"]["scalars"]["loss"]["hidden"] == 3


def test_scalars_that_lose_their_metadata(tmp_path):
    """Tensors whose tag was a scalar once are scalars, however the first ones were read."""
    tags = [f"tag_{number}" for number in range(10, 30)]
    tensor = {"dtype": 1, "tensor_shape": {}, "float_val": [2.0]}
    metadata = {"plugin_data": {"plugin_name": "scalars"}}
    first = [summary(0, {"tag": tag, "tensor": tensor, "metadata": metadata}) for tag in tags]
    last = [summary(1, {"tag": tag, "tensor": tensor}) for tag in tags[:3]]
    write(tmp_path, *first, *last)
    (run,) = json.loads(tfv1("show", tmp_path, "--json").stdout)["runs"]
    assert list(run["tags"]) == ["scalars"]
    assert [run["tags"]["scalars"][tag]["count"] for tag in tags] == [2] * 3 + [1] * 17


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing"], "Cannot read missing: No such file or directory."),
        (["text"], "text is not an event file: it has no intact event."),
        (["empty"], "No event files in empty or below: "),
        (["run", "--tag", "absent"], "No tag matches 'absent'; the tags are: loss."),
        (["run", "--plot", "plot.gif"], "Cannot draw plot.gif: its name must end in .png, "),
        (["run", "--plot", "no/where.svg"], "Cannot write no/where.svg: No such file"),
        (["only_version", "--plot", "plot.svg"], "There are no scalars to draw."),
    ],
)
def test_misuse(tmp_path, arguments, message):
    """What cannot be shown ends with status 2 and one sentence on stderr."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "text").write_text("no event file at all")
    write(tmp_path / "run", summary(1, loss=1.0))
    write(tmp_path / "only_version")
    done = tfv1("show", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith(f"tfv1 show: {message}")
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_permission_denied(tmp_path):
    """A file that may not be read is named."""
    file = write(tmp_path, summary(1, loss=1.0)) / "events.out.tfevents.1000.host"
    file.chmod(0)
    done = tfv1("show", tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"tfv1 show: Cannot read {file}: Permission denied.\n"


def test_plot_as_svg_and_html(logdir):
    """--plot draws a panel for each tag and a curve for each run, in SVG alone or on a page."""
    write(logdir / "other", *scalars(loss=lambda step: step))
    done = tfv1("show", logdir, "--plot", logdir / "curves.svg")
    assert (done.returncode, done.stderr) == (0, "")
    root = ElementTree.parse(logdir / "curves.svg").getroot()
    space = "{http://www.w3.org/2000/svg}"
    texts = [element.text for element in root.iter(f"{space}text")]
    assert {"loss", "rate", "accuracy", "eval", "train", "other"} <= set(texts)
    curves = list(root.iter(f"{space}title"))
    assert len(curves) == 4
    tfv1("show", logdir, "--tag", "loss", "--plot", logdir / "curves.html")
    page = (logdir / "curves.html").read_text()
    assert "<svg" in page and "loss" in page and "rate" not in page
    assert "src=" not in page and "href=" not in page  # self-contained


def test_plot_as_png(logdir):
    """A PNG has the curves in their colors."""
    assert tfv1("show", logdir, "--plot", logdir / "curves.png").returncode == 0
    image = Image.open(logdir / "curves.png")
    colors = {color[:3] for _, color in image.getcolors(1 << 24)}
    assert {(0x00, 0x72, 0xB2), (0xD5, 0x5E, 0x00), (255, 255, 255)} <= colors


def test_means_with_bands(tmp_path):
    """--by draws a mean and a band of one deviation for each group, and says what not all have."""
    for lr in (0.1, 0.2):
        for seed in (0, 2):
            values = {"loss": lambda step, s=seed: step + s}
            if seed:
                values["rare"] = float
            write(tmp_path / "logs" / f"lr={lr},seed={seed}", *scalars(**values))
    out = tmp_path / "out.svg"
    done = tfv1("show", tmp_path / "logs", "--by", "lr", "--plot", out)
    assert (done.returncode, done.stderr) == (0, "")
    text = out.read_text()
    for label in ("lr=0.1: 2 runs", "lr=0.2: 2 runs", "loss", "rare (not in every run)"):
        assert f">{label}</text>" in text
    assert text.count("<polygon") == 4 and text.count("mean of 2 runs</title>") == 2
    # Means from 1 to 20 with a deviation of 1: the band is from 0 to 21.
    (corners, *_) = re.findall(r'<polygon points="([^"]*)"', text)
    heights = [float(corner.split(",")[1]) for corner in corners.split()]
    (line, *_) = re.findall(
        r'points="([^"]*)" fill="none" stroke="#0072b2" stroke-width="1.5"', text
    )
    middle = [float(corner.split(",")[1]) for corner in line.split()]
    assert heights[0] - middle[0] == pytest.approx(middle[0] - heights[-1], abs=0.2)
    assert (middle[0] - middle[-1]) / 19 == pytest.approx(heights[0] - middle[0], abs=0.2)
    done = tfv1("show", tmp_path / "logs", "--by", "lr")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "tfv1 show: --by groups the curves of a picture: add --plot FILE.\n"


def test_output_to_a_closed_pipe(logdir):
    """`tfv1 show | head` ends quietly."""
    command = [sys.executable, "-m", "tfv1", "show", str(logdir)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(300) == 0


def test_follow(tmp_path):
    """--follow waits for a log, shows it again whenever it grew, and ends with Ctrl-C."""
    logdir, later = tmp_path / "later", "events.out.tfevents.2000.host"
    command = [sys.executable, "-m", "tfv1", "show", str(logdir)]
    process = subprocess.Popen(
        [*command, "--follow", "--json", "--tag", "loss", "--plot", str(tmp_path / "plot.svg")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        # Each file comes with what is in it, since a state is printed whenever one has grown.
        write(tmp_path / "new" / "train")
        (tmp_path / "new").rename(logdir)
        assert json.loads(process.stdout.readline())["runs"][0]["tags"] == {"scalars": {}}
        with (logdir / "train" / "events.out.tfevents.1000.host").open("ab") as file:
            file.write(frame(summary(1, loss=1.0).SerializeToString()))
        state = json.loads(process.stdout.readline())
        assert state["runs"][0]["tags"]["scalars"]["loss"]["last_step"] == 1
        write(tmp_path, summary(2, loss=2.0), name=later)
        (tmp_path / later).rename(logdir / "train" / later)
        state = json.loads(process.stdout.readline())
        assert state["runs"][0]["tags"]["scalars"]["loss"]["last"] == 2.0
    finally:
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=300)
    assert (process.returncode, errors) == (0, "")
    assert "loss" in (tmp_path / "plot.svg").read_text()


def test_no_tensorflow():
    """Showing a log does not load TensorFlow."""
    code = (
        "import sys, tfv1.cli\n"
        "assert tfv1.cli.main(['show', sys.argv[1]]) == 0\n"
        "assert 'tensorflow' not in sys.modules"
    )
    here = oracle.GOLDEN / "writers"
    subprocess.run([sys.executable, "-c", code, here], check=True, stdout=subprocess.DEVNULL)
