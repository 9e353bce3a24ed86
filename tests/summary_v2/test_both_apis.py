"""TensorFlow 1's and 2's summaries in one program: what each call returns, writes and refuses."""

import io

import numpy as np
import pytest
from PIL import Image

from tests.summary_v2.mixed_runs import Run, second_of

MODES = ("graph", "eager", "tf2")
EAGER_MODES = MODES[1:]


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """Mode -> the program of that mode, run once."""
    logdir = tmp_path_factory.mktemp("logs")
    return {
        "graph": Run("graph_loop.py", logdir / "graph"),
        "eager": Run("eager_loop.py", logdir / "eager", "eager"),
        "tf2": Run("eager_loop.py", logdir / "tf2", "tf2"),
    }


ALWAYS_1, ALWAYS_2 = ["TF1"] * 3, ["TF2"] * 3
EITHER = {  # what fits both signatures, in each mode: without a writer, with one, and with a step
    "graph": ["TF1", "TF1", "TF2"],
    "eager": ["TF1", "No step set", "TF2"],
    "tf2": ["TF2", "No step set", "TF2"],
}
NUMBER = {"graph": ALWAYS_1, "eager": ["TF1", "TF2", "TF2"], "tf2": ALWAYS_2}
ALL = dict.fromkeys(MODES, ALWAYS_1), dict.fromkeys(MODES, ALWAYS_2)
ANSWERS = {
    "scalar": EITHER,
    "scalar, tensor=": ALL[0],
    "scalar, collections": ALL[0],
    "scalar, family=": ALL[0],
    "scalar, step": ALL[1],
    "scalar, step=": ALL[1],
    "scalar, data= and step=": ALL[1],
    "scalar, description=": ALL[1],
    "histogram": EITHER,
    "histogram, values=": ALL[0],
    "histogram, step, buckets": ALL[1],
    "text": EITHER,
    "text, collections": ALL[0],
    "text, step": ALL[1],
    "audio": EITHER,
    "audio, number": NUMBER,
    "audio, number, collections": ALL[0],
    "audio, step, number": ALL[1],
    "image, step=": ALL[1],
    "image, number, number": ALL[1],
    "image": EITHER,
    "image, number": NUMBER,
    "image, number, collections": ALL[0],
}


@pytest.mark.parametrize("mode", MODES)
def test_each_call_speaks_the_api_of_its_signature(runs, mode):
    """TF1's calls return a serialised Summary, TF2's a bool, with and without a TF2 writer."""
    assert runs[mode].told["calls"] == {name: by[mode] for name, by in ANSWERS.items()}


@pytest.mark.parametrize("mode", MODES)
def test_both_writers_in_one_directory_and_second(runs, mode):
    """A FileWriter and a TF2 writer opened in one second in one directory both keep everything."""
    run = runs[mode].told["one second"]
    files = runs[mode].files(run)
    assert len(files) == 2
    assert len({second_of(file) for file in files}) == 1
    assert [file.suffix == ".v2" for file in files].count(True) == 1
    tags = runs[mode].tags(run)
    assert tags == {"old/loss": list(range(30)), "new/loss": list(range(30))}
    for tag in tags:
        assert np.allclose(runs[mode].tensors(run, tag), np.arange(30) / 10)


@pytest.mark.parametrize("mode", MODES)
def test_tensorboard_shows_both_as_one_run(runs, mode):
    """TensorBoard's multiplexer has the tags of both APIs under the one run."""
    run = runs[mode].told["one second"]
    multiplexer = runs[mode].multiplexer()
    assert {"old/loss", "new/loss"} <= set(multiplexer.Runs()[run]["tensors"])
    for tag in ("old/loss", "new/loss"):
        assert [event.step for event in multiplexer.Tensors(run, tag)] == list(range(30))


def test_all_of_tf2_in_a_session(runs):
    """create_file_writer's ops run in the session; record_if is asked in every run."""
    run = runs["graph"]
    assert run.tags("five") == {
        "mean": [0, 2],
        "x": [0, 2],
        "x/image": [0, 2],
        "x/sound": [0, 2],
        "x/words": [0, 2],
        "default": [0, 1, 2, 3],
    }
    assert run.told["recording"] == [True, False, True, False]
    assert np.allclose(run.tensors("five", "mean"), [0.375, 2.375])
    assert run.tensors("five", "x")[1].tolist() == [[2.0, 2.375, 2.0], [2.375, 2.75, 2.0]]
    assert [image[:2].tolist() for image in run.tensors("five", "x/image")] == [[b"2", b"2"]] * 2
    assert run.tensors("five", "x/sound")[0][0, 0].startswith(b"RIFF")
    assert run.tensors("five", "x/words")[0].tolist()[:2] == [b"0.000000", b"0.250000"]
    metadata = {value.tag: value.metadata for _, value in run.values("five")}
    plugins = {tag: one.plugin_data.plugin_name for tag, one in metadata.items()}
    assert plugins == {
        "mean": "scalars",
        "x": "histograms",
        "x/image": "images",
        "x/sound": "audio",
        "x/words": "text",
        "default": "scalars",
    }
    assert metadata["mean"].summary_description == "the mean"


def test_merge_all_and_tf2_keep_apart(runs):
    """merge_all() has TF1's summaries, all_v2_summary_ops() TF2's; FileWriter writes the former."""
    run = runs["graph"]
    assert run.told["collected for merge_all"] == ["old:0"]
    assert run.told["collected for TF2"] == 6
    assert run.told["with a default step"] == "bool"
    assert run.tags("five/old") == {"old": [0, 1, 2, 3]}
    assert np.allclose(run.tensors("five/old", "old"), [0, 1, 2, 3])


@pytest.mark.parametrize("mode", ["graph", "eager"])
def test_contrib_summary_is_no_writer_of_tf2(runs, mode):
    """With tf.contrib.summary's default writer a call that fits both is TF1's, as in 1.15."""
    assert runs[mode].told["beside contrib"] == "string"
    expected = {"theirs": [1]} if mode == "graph" else {}
    assert runs[mode].tags("contrib") == expected


@pytest.mark.parametrize("mode", EAGER_MODES)
def test_inside_functions(runs, mode):
    """In a tf.function TF2's calls write at every run, and TF1's give a Summary to return."""
    run = runs[mode]
    assert run.tags("function") == {"inside/neutral": [0, 2], "inside/x": [0, 2]}
    assert np.allclose(run.tensors("function", "inside/neutral"), [1, 3])
    assert run.tags("function/old") == {"inside/old": [0, 1, 2, 3]}
    assert np.allclose(run.tensors("function/old", "inside/old"), [0, 1, 2, 3])
    assert run.told["step"] == 4


@pytest.mark.parametrize("mode", EAGER_MODES)
def test_what_only_tf2_has(runs, mode):
    """Traces, graphs, generic and raw summaries, scopes and noop writers are TensorFlow 2's."""
    run = runs[mode]
    assert run.tags("others") == {"trace": [5], "own": [5], "raw": [5]}
    values = {value.tag: value for _, value in run.values("others")}
    assert values["trace"].metadata.plugin_data.plugin_name == "graph_run_metadata_graph"
    assert b"product" in run.tensors("others", "trace")[0].item()
    assert run.tensors("others", "own")[0].tolist() == [1, 2]
    assert values["own"].metadata.display_name == "mine"
    graphs = [event.graph_def for event in run.events("others") if event.graph_def]
    assert len(graphs) == 1
    assert b"its_placeholder" in graphs[0]
    assert run.told["scope"] == ["outer", "outer/"]
    assert (run.told["graph"], run.told["recording"], run.told["noop"]) == (True, True, False)
    assert run.told["a writer of TF2's"]


@pytest.mark.parametrize("mode", EAGER_MODES)
def test_the_global_step_serves_calls_that_name_none(runs, mode):
    """An eager call that fits both signatures takes the global step, where no step is set."""
    assert runs[mode].tags("global_step") == {"x": [11]}


@pytest.mark.parametrize("mode", EAGER_MODES)
def test_a_session_inside_an_eager_program(runs, mode):
    """In a graph of its own, a program that executes eagerly has TF1's summaries and merge_all."""
    assert runs[mode].tags("session") == {"x": [3]}


@pytest.mark.parametrize("mode", EAGER_MODES)
def test_tf1s_images_outside_graphs(runs, mode):
    """TF1's image summary of an eager tensor is a PNG with the tensor's pixels."""
    ((step, value),) = runs[mode].values("image")
    assert (step, value.tag) == (2, "picture/image")
    pixels = np.array(Image.open(io.BytesIO(value.image.encoded_image_string)))
    assert pixels.tolist() == [[0, 128], [255, 1]]


NO_STEP = "No step set. Please specify one either through the `step` argument or through "
IN_TF1 = "gives a Summary, and the step goes into FileWriter.add_summary(summary, step).)"
DTYPE = "takes any dtype, for FileWriter.add_summary.)"
ERRORS = {  # the type, the beginning, which is TensorFlow's, and the end
    "scalar": ("ValueError", NO_STEP, f"tf.summary.scalar(name, tensor=...) {IN_TF1}"),
    "histogram": ("ValueError", NO_STEP, f"tf.summary.histogram(name, values=...) {IN_TF1}"),
    "image": ("ValueError", NO_STEP, f"tf.summary.image(name, tensor=...) {IN_TF1}"),
    "audio": ("ValueError", NO_STEP, f"tf.summary.audio(name, tensor=...) {IN_TF1}"),
    "text": ("ValueError", NO_STEP, f"tf.summary.text(name, tensor=...) {IN_TF1}"),
    "write": ("ValueError", NO_STEP, f"tf.summary.tensor_summary(name, tensor) {IN_TF1}"),
    "write_raw_pb": ("ValueError", NO_STEP, "goes into FileWriter.add_summary(summary, step).)"),
    "text of numbers": ("TypeError", "", f"got tf.float32 (tf.summary.scalar and histogram take "
                        f"numbers. TensorFlow 1's tf.summary.tensor_summary(name, tensor) {DTYPE}"),
    "image of strings": ("AttributeError", "image dtype must be either floating", DTYPE),
    "two numbers": ("ValueError", "Expected scalar shape", "saw shape: (2,)."),
    "a step that is text": ("TypeError", "", ""),
    "names of both": ("TypeError", "scalar() got an unexpected keyword argument 'step'",
                      "(Of these arguments family is TensorFlow 1's and step TensorFlow 2's.)"),
    "a name of neither": ("TypeError", "scalar() got an unexpected keyword argument 'colour'", "'"),
    "no data": ("TypeError", "scalar() missing 1 required positional argument: 'data'", "'data'"),
    "flush of a FileWriter": ("ValueError", "Invalid argument to flush(): ",
                              "(A FileWriter has a flush() of its own.)"),
}  # fmt: skip
MORE_ERRORS = {
    "graph": {
        "export without trace": None,  # TensorFlow only warns
        "scalar of a string": None,  # fails when it is run
        "graph": ("ValueError", "graph() cannot be invoked inside a graph context.",
                  "FileWriter(logdir, graph) or FileWriter.add_graph(graph) writes it.)"),
    },
    "eager": {
        "export without trace": ("ValueError", "Must enable trace before export", ""),
        "scalar of a string": ("UnimplementedError", "", DTYPE),
        "histogram of strings": ("UnimplementedError", "", DTYPE),
        "graph of a number": ("ValueError", "Argument 'graph_data' is not tf.Graph", "type int."),
    },
}  # fmt: skip


@pytest.mark.parametrize("mode", MODES)
def test_errors_are_tensorflows_and_name_tf1s_way(runs, mode):
    """A call that cannot be served raises TensorFlow's error, ending in what TF1 has for it."""
    expected = {**ERRORS, **MORE_ERRORS["graph" if mode == "graph" else "eager"]}
    obtained = runs[mode].told["errors"]
    assert set(obtained) == set(expected)
    for name, row in expected.items():
        if row is None:
            assert obtained[name] is None, name
            continue
        kind, beginning, end = row
        assert obtained[name][0] == kind, name
        assert obtained[name][1].startswith(beginning), obtained[name]
        assert obtained[name][1].endswith(end), obtained[name]


@pytest.mark.parametrize("mode", EAGER_MODES)
def test_a_trace_without_step_names_run_metadata(runs, mode):
    """trace_export() without a step says that TF1 writes traces by add_run_metadata."""
    kind, message = runs[mode].told["export without step"]
    assert kind == "ValueError"
    assert message.startswith(NO_STEP)
    assert message.endswith("goes into FileWriter.add_run_metadata(metadata, tag, step).)")


def test_what_is_said_once(runs):
    """In graph mode ambiguity, missing writers, traces and strings are each reported in a line."""
    log = runs["graph"].log.splitlines()

    def lines(*parts):
        return [line for line in log if all(part in line for part in parts)]

    for function in ("scalar", "histogram", "image", "audio", "text"):
        (line,) = lines(f"tf.summary.{function}('x') fits both of TensorFlow's summary APIs")
        assert "Give step= to write there" in line
    (line,) = lines("wrote nothing: no TF2 writer is the default here.")
    assert line.endswith(f"tf.summary.scalar(name, tensor=...) {IN_TF1}")
    assert len(lines("TensorFlow 2's traces are for eager execution.", "add_run_metadata")) == 1
    assert len(lines("The data of tf.summary.scalar('x') are of a dtype", DTYPE)) == 1
    assert not lines("Object was never used")


@pytest.mark.parametrize("mode", EAGER_MODES)
def test_eager_programs_are_told_of_a_missing_writer_only(runs, mode):
    """Under eager execution nothing is ambiguous, and TensorFlow's own warnings stay out."""
    warnings = [line for line in runs[mode].log.splitlines() if "Warning" in line or "fits" in line]
    assert not [line for line in warnings if "TF2" in line or "summary" in line]
    assert runs[mode].log.count("wrote nothing: no TF2 writer is the default here.") == 1
