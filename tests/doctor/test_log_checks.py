"""Every check of tfv1 doctor on logs: one that triggers it, and a healthy twin that does not."""

import os
import time

import pytest

from tests.doctor.doctor_logs import event, scalar
from tests.support.event_logs import FIRST, SECOND, START, write
from tfv1.events.format.record import frame
from tfv1.logs.doctor import examine
from tfv1.logs.doctor.finding import LOG_CHECKS


def found(logdir, problems_only=False):
    """The names of the checks that found something."""
    return {one.check for one in examine(str(logdir)) if not (problems_only and one.note)}


def losses(steps, tag="loss", start=1000.0, value=0.5):
    return [scalar(step, tag, value, start + step) for step in steps]


def healthy(directory):
    """A run of two attempts, with scalars of TF1 and TF2, images, histograms, text and a graph."""
    image = {"tag": "image", "image": {"height": 1, "width": 1, "encoded_image_string": b"x"}}
    text = {"tag": "text", "tensor": {"dtype": 7, "string_val": [b"a"]}}
    text["metadata"] = {"plugin_data": {"plugin_name": "text"}}
    again = {"tag": "text", "tensor": {"dtype": 7, "string_val": [b"b"]}}
    two = {"tag": "accuracy", "tensor": {"dtype": 1, "float_val": [0.5]}}
    two["metadata"] = {"plugin_data": {"plugin_name": "scalars"}}
    vector = {"tag": "vector", "tensor": {"dtype": 1, "float_val": [0.5]}}
    vector["metadata"] = {"plugin_data": {"plugin_name": "tensor"}}  # as PyTorch writes it
    histogram = {"tag": "weights", "histo": {"bucket": [1.0], "bucket_limit": [1.0]}}
    towers = [{"tag": f"tower{end}", "simple_value": 1.0} for end in ("", "_1", "_2", "_3")]
    write(
        directory,
        event(graph_def=b"", wall_time=1000.0),
        event(session_log={"status": START}, wall_time=1000.0),
        *losses(range(20)),
        event(3, 1020.0, summary={"value": [image, text, vector, histogram, *towers]}),
        event(4, 1021.0, summary={"value": [again, two, *towers]}),
        scalar(5, "diverged", float("nan"), 1022.0),
        scalar(6, "diverged", 1.0, 1022.0),
        scalar(7, "diverged_1", 1.0, 1022.0),
        name=FIRST,
    )
    write(
        directory,
        event(10, 2000.0, session_log={"status": START}),
        *losses(range(10, 30), start=2000.0),
        name=SECOND,
    )
    write(directory / "eval", *losses(range(0, 30, 10)))
    return directory


def test_no_false_alarm(tmp_path):
    """A healthy tree of runs gives no finding, not even a note."""
    assert found(healthy(tmp_path)) == set()


def test_every_check_has_a_test():
    """No check is registered without a log that triggers it."""
    assert set(LOG_CHECKS) == {name for name, _ in CASES} | {
        "no_event_files", "unreadable", "several_owners", "truncated_tail", "what_takes_the_room",
        "graph_alone",
    }  # fmt: skip


def empty(directory):
    (directory / "events.out.tfevents.3000.host").touch()


def only_version(directory):
    write(directory / "new")


def no_event(directory):
    (directory / "events.out.tfevents.0500.notes").write_text(
        "no event file at all, but long enough"
    )


def damaged(directory):
    path = directory / FIRST
    content = bytearray(path.read_bytes())
    content[200] ^= 1
    path.write_bytes(content)


def large_graph(directory):
    write(directory / "graph", event(graph_def=bytes(11_000_000)), *losses(range(3)))


def zero_steps(directory):
    write(directory / "zero", *[scalar(0, "loss", 1.0, 1000.0 + i) for i in range(5)])


def steps_back(directory):
    write(directory / "back", *losses(range(5)), *losses(range(2, 6), start=1010.0))


def steps_twice(directory):
    write(directory / "twice", *[one for step in range(1, 4) for one in losses([step, step])])


def steps_down(directory):
    write(directory / "down", *losses(range(5, 0, -1)))


def resumed(directory):
    write(directory / "resumed", *losses(range(6)), name=FIRST)
    write(directory / "resumed", *losses(range(3, 9), start=2000.0), name=SECOND)


def resumed_at_the_last_step(directory):
    write(directory / "resumed", *losses(range(6)), name=FIRST)
    write(directory / "resumed", *losses(range(5, 9), start=2000.0), name=SECOND)


def purged(directory):
    """As tensorboardX's purge_step=3 has it."""
    write(directory / "purged", *losses(range(6)), name=FIRST)
    start = event(3, 2000.0, session_log={"status": START})
    write(directory / "purged", start, *losses(range(3, 9), start=2000.0), name=SECOND)


def stale(directory):
    """A new attempt from step 3 on that comes to its first summary at step 5."""
    run = directory / "stale"
    write(run, event(0, 1000.0, session_log={"status": START}), *losses(range(6)), name=FIRST)
    start = event(3, 2000.0, session_log={"status": START})
    write(run, start, *losses(range(5, 9), start=2000.0), name=SECOND)


def nan_at_the_end(directory):
    nan = losses(range(150, 200), value=float("nan"))
    write(directory / "nan", *losses(range(150)), *nan)


def writer_in_the_loop(directory):
    for step in range(5):
        name = f"events.out.tfevents.{1000 + step}.host"
        write(directory / "each", *losses([step]), name=name)


def future(directory):
    write(directory / "late", *losses(range(5), start=time.time() + 10_000))


def many_points(directory):
    write(directory / "many", *losses(range(1001)))


def many_images(directory):
    image = {"tag": "image", "image": {"encoded_image_string": b"x"}}
    write(directory / "many", *[event(step, summary={"value": [image]}) for step in range(11)])


def rebuilt(directory):
    tags = [f"loss_{i}" if i else "loss" for i in range(5)]
    write(directory / "loop", *[s for i, tag in enumerate(tags) for s in losses([i], tag)])


def all_nan(directory):
    write(directory / "nan", *losses(range(3), value=float("nan")))


def two_kinds(directory):
    value = {"tag": "loss", "histo": {"bucket": [1.0], "bucket_limit": [1.0]}}
    write(directory / "kinds", *losses(range(3)), event(3, summary={"value": [value]}))


def no_metadata(directory):
    value = {"tag": "accuracy", "tensor": {"dtype": 1, "float_val": [0.5]}}
    write(directory / "v2", event(3, summary={"value": [value]}))


def two_writers(directory):
    run = directory / "both"
    write(run, *losses(range(0, 20, 2)), name=FIRST)
    write(run, *losses(range(1, 21, 2), "other"), name=SECOND)


def wrong_names(directory):
    run = directory / "names"
    write(run, *losses(range(5), start=5000.0), name=FIRST)
    write(run, *losses(range(5), "other", start=4000.0), name=SECOND)


CASES = [
    ("empty_files", empty),
    ("only_the_version", only_version),
    ("no_event_file", no_event),
    ("damaged_records", damaged),
    ("large_graph", large_graph),
    ("every_step_is_zero", zero_steps),
    ("steps_go_back", steps_back),
    ("one_step_twice", steps_twice),
    ("steps_go_back", steps_down),
    ("steps_go_back", resumed),
    ("steps_go_back", purged),
    ("superseded_but_shown", stale),
    ("not_finite_from_some_step_on", nan_at_the_end),
    ("a_file_for_each_step", writer_in_the_loop),
    ("in_the_future", future),
    ("more_than_is_shown", many_points),
    ("more_than_is_shown", many_images),
    ("graph_rebuilt", rebuilt),
    ("nothing_finite", all_nan),
    ("two_kinds_of_value", two_kinds),
    ("tensors_without_metadata", no_metadata),
    ("two_writers", two_writers),
    ("names_out_of_order", wrong_names),
]


@pytest.mark.parametrize(("check", "trouble"), CASES, ids=[case.__name__ for _, case in CASES])
def test_trouble_is_found_and_nothing_else(tmp_path, check, trouble):
    """Each trouble in an otherwise healthy tree is found by its check, and by no other."""
    healthy(tmp_path)
    trouble(tmp_path)
    assert found(tmp_path) == {check}


@pytest.mark.parametrize(
    ("trouble", "evidence", "note"),
    [
        (steps_twice, "loss (run twice): 3 of 6 points hidden", False),
        (
            steps_down,
            "loss (run down): from step 5 back to 4, 4 times; 4 of 5 points hidden",
            False,
        ),
        (steps_back, "loss (run back): from step 4 back to 2; 3 of 9 points hidden", False),
        (resumed, "loss (run resumed): from step 5 back to 3; 3 of 12 points hidden", True),
        (purged, "loss (run purged): from step 5 back to 3; 3 of 12 points hidden", True),
        (stale, "loss (run stale): 2 of 10 points", True),
        (nan_at_the_end, "loss (run nan): nan from step 150 on, 50 points", False),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_evidence(tmp_path, trouble, evidence, note):
    """Hidden points are counted; what the default TensorBoard shows correctly is a note."""
    trouble(tmp_path)
    (finding,) = examine(str(tmp_path))
    assert (finding.evidence, finding.note) == ([evidence], note)


def test_a_start_session_log_is_not_denied(tmp_path):
    """The START that purge_step wrote is reported, and so is what TensorBoard makes of it."""
    purged(tmp_path)
    (finding,) = examine(str(tmp_path))
    assert finding.headline.startswith("A START session log says that the run was resumed")
    assert "no START" not in finding.headline


def test_a_start_before_all_summaries_is_no_restart(tmp_path):
    """Steps that go back later, in the same file, are the run's own."""
    start = event(0, 1000.0, session_log={"status": START})
    write(tmp_path, start, *losses(range(6)), *losses(range(2, 9), start=1010.0))
    (finding,) = examine(str(tmp_path))
    assert finding.headline.startswith("Steps go back, and no START") and not finding.note


def test_an_evaluation_now_and_then_is_no_file_for_each_step(tmp_path):
    """Few events in each of many files are as they should be where hours lie between them."""
    for hour in range(8):
        name = f"events.out.tfevents.{1000 + hour}.host"
        write(tmp_path, *losses([hour], start=3600.0 * hour), name=name)
    assert found(tmp_path) == set()


def test_a_run_that_goes_on_at_its_last_step(tmp_path):
    """Resuming a run writes its last step again: a single such point is not reported."""
    resumed_at_the_last_step(tmp_path)
    assert found(tmp_path) == set()


def test_a_graph_alone(tmp_path):
    """A log with a graph only is a note, and a problem where the source makes summary ops."""
    write(tmp_path / "logs", event(graph_def=b""))
    (note,) = examine(str(tmp_path / "logs"))
    assert (note.check, note.note) == ("graph_alone", True)
    script = tmp_path / "train.py"
    script.write_text("import tensorflow as tf\ntf.summary.scalar('loss', 1.0)\n")
    (problem,) = examine(str(tmp_path / "logs"), [str(script)])
    assert (problem.check, problem.note) == ("summaries_missing", False)
    assert problem.evidence == [f"{script}:2: tf.summary.scalar('loss', 1.0)"]
    script.write_text("import tensorflow as tf\n")
    (note,) = examine(str(tmp_path / "logs"), [str(script)])
    assert note.note


@pytest.mark.parametrize(("age", "problem"), [(10_000, True), (0, False)])
def test_truncated_tail(tmp_path, age, problem):
    """An incomplete last record is a problem, in a file just written to a note only."""
    path = healthy(tmp_path) / SECOND
    path.write_bytes(path.read_bytes()[:-3])
    os.utime(path, (time.time() - age,) * 2)
    assert found(tmp_path) == {"truncated_tail"}
    assert found(tmp_path, problems_only=True) == ({"truncated_tail"} if problem else set())


def test_no_event_files_but_nearby(tmp_path):
    """Where a logdir has no event files, those next to it and above it are named."""
    run = healthy(tmp_path / "logs" / "run")
    (tmp_path / "logs" / "model").mkdir()
    (run / "new").mkdir()
    (tmp_path / "elsewhere" / "deep" / "down").mkdir(parents=True)
    (beside,) = examine(str(tmp_path / "logs" / "model"))
    (above,) = examine(str(run / "new"))
    (nowhere,) = examine(str(tmp_path / "elsewhere" / "deep" / "down"))
    assert (beside.check, beside.evidence) == ("no_event_files", [str(run)])
    assert above.evidence[0] == str(run)
    assert nowhere.evidence == ["no file name contains 'tfevents'"]


def test_unreadable(tmp_path):
    """A dangling link cannot be read; the rest is examined nevertheless."""
    (healthy(tmp_path) / "events.out.tfevents.0001.host").symlink_to("gone")
    (finding,) = examine(str(tmp_path))
    assert finding.check == "unreadable"
    assert finding.evidence == [
        f"{tmp_path}/events.out.tfevents.0001.host: No such file or directory"
    ]


@pytest.mark.root
def test_several_owners(tmp_path):
    """Files of two users in one run are named."""
    os.chown(healthy(tmp_path) / SECOND, 12345, -1)
    assert found(tmp_path) == {"several_owners"}


def test_what_takes_the_room(tmp_path):
    """A large run is a note that says which tags take how much."""
    value = {"tag": "faces", "image": {"encoded_image_string": bytes(25_000_000)}}
    events = [event(step, summary={"value": [value]}) for step in range(5)]
    write(tmp_path, *losses(range(3)), *events)
    (finding,) = examine(str(tmp_path))
    assert (finding.check, finding.note) == ("what_takes_the_room", True)
    assert finding.evidence[0] == "images faces: 125.0 MB"


def test_a_file_is_examined_by_itself(tmp_path):
    """An event file can be given in place of a directory."""
    healthy(tmp_path)
    path = tmp_path / FIRST
    assert found(path) == set()
    path.write_bytes(path.read_bytes()[:300] + frame(b"")[:-1] + path.read_bytes()[300:])
    assert "damaged_records" in found(path)


def test_each_of_many_writers_is_named_once(tmp_path):
    """Files that overlap an earlier one are evidence once each; one after all others is not."""
    spans = {"tfevents.1": (0, 100), "tfevents.2": (10, 30), "tfevents.3": (40, 50)}
    for name, (first, last) in {**spans, "tfevents.4": (200, 210)}.items():
        write(tmp_path, *losses((first, last)), name=name)
    (one,) = [one for one in examine(str(tmp_path)) if one.check == "two_writers"]
    assert [line.split(",")[0] for line in one.evidence] == [
        f"{tmp_path}/tfevents.1 and tfevents.2",
        f"{tmp_path}/tfevents.1 and tfevents.3",
    ]


def test_several_tags_are_named_in_full(tmp_path):
    """Evidence names each tag, and shortens only what is too long to print."""
    tags = [f"a_tag_of_some_length_{letter}" for letter in "abcde"]
    events = [scalar(0, tag, 1.0, 1000.0 + n) for tag in [*tags, "x" * 10**6] for n in range(2)]
    write(tmp_path, *events)
    (one,) = [one for one in examine(str(tmp_path)) if one.check == "every_step_is_zero"]
    assert one.evidence[0].startswith(", ".join(tags))
    assert len(one.evidence[0]) < 300
