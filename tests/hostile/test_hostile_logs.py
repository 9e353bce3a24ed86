"""What becomes of particular hostile logs, images, goldens and trees, beyond doing no harm."""

import csv
import io
import json
import os
from xml.etree import ElementTree

import numpy as np
import pytest
from google_crc32c import extend
from google_crc32c import value as crc32c

from tests.hostile.hostile_logs import (
    NAME,
    NASTY,
    check_harmless,
    content,
    event,
    fifo,
    gif,
    headers_claiming_the_rest,
    image,
    png,
    scalar,
    sparse,
    tensor,
    tfv1,
    value,
    write,
)
from tfv1.events.format.record import frame
from tfv1.events.reading import many, place, remote, scan
from tfv1.events.reading.checksums import RangeChecksums
from tfv1.events.reading.reader import scan_events
from tfv1.events.reading.runs import find_runs
from tfv1.events.reading.scan import Gap, scan_records
from tfv1.events.reading.series import ScalarAccumulator, read_scalars
from tfv1.events.reading.tensors import tensor_array
from tfv1.logs.contents import Tolerance, compare_numbers
from tfv1.logs.diff import Options, diff_logs
from tfv1.logs.images import pixels


def test_checksums_of_stretches(tmp_path):
    """The checksum of any range equals that of its bytes read at once."""
    random = np.random.default_rng(1)
    data = random.bytes(70_000)
    path = tmp_path / "data"
    path.write_bytes(data)
    with path.open("rb") as file:
        of = RangeChecksums(file, 1234).of
        for _ in range(200):
            start, stop = sorted(random.integers(1234, len(data) + 1, 2).tolist())
            assert of(start, stop) == crc32c(data[start:stop])
        assert of(2000, len(data) + 1) is None


def test_headers_that_claim_the_rest_are_not_read_again_and_again(tmp_path, monkeypatch):
    """The bytes read grow with the file's size and the headers' number, not with their product."""
    counts = []
    size = 1 << 22
    path = tmp_path / NAME
    sparse(path, headers_claiming_the_rest(3000, size), size)
    pread = os.pread

    def counting(descriptor, count, offset):
        counts.append(count)
        return pread(descriptor, count, offset)

    def counted_crc(data):
        counts.append(len(data))
        return crc32c(data)

    def counted_extend(crc, data):
        counts.append(len(data))
        return extend(crc, data)

    monkeypatch.setattr(remote.os, "pread", counting)
    monkeypatch.setattr(many, "crc32c", counted_crc)
    monkeypatch.setattr(many, "extend", counted_extend)
    assert all(isinstance(item, Gap) for item in scan_records(path))
    # All of them read to the end would be 12 GB.
    assert sum(counts) < 10 * size + 3000 * 4096


def test_records_behind_a_false_claim_are_found(tmp_path):
    """Whole records come back, long ones too, wherever false headers stand before them."""
    long = frame(bytes(range(256)) * 400)
    size = 1 << 20
    path = tmp_path / NAME
    start = headers_claiming_the_rest(50, size) + long + headers_claiming_the_rest(50, 9000) + long
    sparse(path, start, size)
    found = [item.data for item in scan_records(path) if not isinstance(item, Gap)]
    assert found == [bytes(range(256)) * 400] * 2


def test_a_record_over_the_limit_is_a_gap(tmp_path, monkeypatch):
    """A header that claims more than `record-bytes` is reported with the way to allow it."""
    path = write(tmp_path, content(scalar(1)) + frame(bytes(5000))) / NAME
    monkeypatch.setenv("TFV1_LIMITS", "record-bytes=4999")
    *_, gap = scan_records(path)
    assert gap.cause == scan.TOO_LARGE and "--limit record-bytes" in str(gap)
    monkeypatch.setenv("TFV1_LIMITS", "record-bytes=5000")
    *_, record = scan_records(path)
    assert len(record.data) == 5000


def test_a_tensor_holds_what_it_claims(monkeypatch):
    """A tensor of few bytes becomes no large array; it may repeat its last value a little."""

    def array(*arguments, **fields):
        return tensor_array(tensor(*arguments, **fields).summary.value[0].tensor)

    assert array([2**33], float_val=[1.0]) is None
    assert array([2**40, 0], float_val=[]).shape == (2**40, 0)
    assert array([1024], float_val=[1.0]).tolist() == [1.0] * 1024
    assert array([1025], float_val=[1.0]) is None
    assert array([2], tensor_content=b"\0" * 8).tolist() == [0.0, 0.0]
    monkeypatch.setenv("TFV1_LIMITS", "tensor-fill=1025")
    assert array([1025], float_val=[1.0]).shape == (1025,)


def test_images_over_a_limit_are_not_decoded(monkeypatch):
    """Pixels of all frames count before anything is decoded, and so do frames."""
    assert pixels(png(7, 5)).shape == (5, 7)
    assert pixels(gif(4, 4, 3)).shape[:3] == (3, 4, 4)
    assert pixels(png(13300, 13300)) is None
    assert pixels(gif(1, 1, 1001)) is None
    monkeypatch.setenv("TFV1_LIMITS", "image-pixels=34,image-frames=2")
    assert pixels(png(7, 5)) is None
    assert pixels(gif(1, 1, 3)) is None


def test_only_image_formats_of_the_web_are_decoded():
    """PostScript, which pillow hands to Ghostscript, and other formats are not decoded."""
    assert pixels(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n") is None
    assert pixels(b"P6 1 1 255\n\0\0\0") is None


def test_large_arrays_are_compared_in_parts():
    """Counts and largest errors are over all parts."""
    a = np.zeros(3_000_000, np.uint8)
    b = a.copy()
    b[[0, 1_500_000, 2_999_999]] = 1, 7, 3
    mismatch = compare_numbers("pixel values", a, b, Tolerance())
    assert mismatch.text == "3 of 3000000 pixel values differ"
    assert (mismatch.absolute, mismatch.relative) == (7.0, 1.0)


def test_an_event_of_many_values_is_parsed_once_for_all(tmp_path, monkeypatch):
    """Comparing the values of one event does not read that event again for each of them."""
    parsed = []
    parse = place.parse_event
    monkeypatch.setattr(place, "parse_event", lambda data: parsed.append(1) or parse(data))
    for side in ("a", "b"):
        values = [{"tag": f"t{n}", "histo": {"num": n, "min": ord(side)}} for n in range(500)]
        write(tmp_path / side, content(event(1, summary={"value": values})))
    diff = diff_logs(str(tmp_path / "a"), str(tmp_path / "b"), Options())
    assert sum(tag.differing for tag in diff.runs[0].tags) == 500
    assert len(parsed) == 2


def test_each_real_directory_is_one_run(tmp_path):
    """Links in a circle and links to the same directory make no second run."""
    for one, other in (("a", "b"), ("b", "a")):
        write(tmp_path / one)
        for number in range(2):
            (tmp_path / one / f"link{number}").symlink_to(tmp_path / other)
    (tmp_path / "0").symlink_to(tmp_path / "a")
    assert list(find_runs(tmp_path)) == ["a", "b"]


@pytest.mark.parametrize("command", ["show", "diff", "export --csv", "repair -o", "edit -o"])
def test_one_bad_file_does_not_end_the_work_on_the_others(tmp_path, command):
    """A pipe beside a good run is never opened but reported; the run is read; status 1."""
    logs = write(tmp_path / "logs" / "good").parent
    fifo(logs / "pipe" / NAME)
    words = command.split()
    other = {"diff": [logs], "repair": [tmp_path / "out"]}.get(words[0], [])
    if words[0] == "edit":
        other = [tmp_path / "out", "--rename", "loss=cost"]
    shown, errors = check_harmless(
        tfv1(tmp_path, words[0], logs, *words[1:], *other), statuses=(1,)
    )
    assert f"{logs / 'pipe' / NAME}" in shown + errors
    assert "not a regular file" in shown + errors
    if words[-1] == "-o":
        assert (tmp_path / "out" / "good" / NAME).exists()
    elif words[0] != "diff":
        assert "loss" in shown


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list everything")
@pytest.mark.parametrize("command", ["show", "diff", "export --csv", "repair -o"])
def test_a_directory_that_cannot_be_listed_is_reported(tmp_path, command):
    """It is named, the others are read, and logs that hold one are not called equal."""
    logs = write(tmp_path / "logs" / "good").parent
    hidden = write(tmp_path / "logs" / "hidden")
    hidden.chmod(0)
    words = command.split()
    other = {"diff": [logs], "repair": [tmp_path / "out"]}.get(words[0], [])
    try:
        done = tfv1(tmp_path, words[0], logs, *words[1:], *other)
    finally:
        hidden.chmod(0o755)
    shown, errors = check_harmless(done, statuses=(1,))
    assert str(hidden) in shown + errors and "\nequal" not in shown


def test_a_directory_that_cannot_be_listed_is_skipped(tmp_path, monkeypatch):
    """The search for runs continues past it and reports it to the caller."""
    write(tmp_path / "good")
    hidden = write(tmp_path / "hidden")
    scandir = os.scandir

    def refusing(path):
        if os.fspath(path) == str(hidden):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    skipped = []
    assert list(find_runs(tmp_path, skipped.append)) == ["good"]
    assert [tuple(one) for one in skipped] == [(str(hidden), "Permission denied")]


def test_clean_lists_linked_runs_and_keeps_them(tmp_path):
    """A run behind a link counts as every other tool counts it, and is never deleted."""
    run = write(tmp_path / "elsewhere" / "run")
    root = write(tmp_path / "root" / "mine").parent
    os.utime(run / NAME, (0, 0))
    os.utime(root / "mine" / NAME, (0, 0))
    (root / "linked").symlink_to(run)
    done = tfv1(tmp_path, "clean", root, "--keep-last", "0", "--yes")
    shown, _ = check_harmless(done, statuses=(0,))
    assert f"KEPT: it is behind a link; clean {run}" in shown
    assert (run / NAME).exists() and not (root / "mine").exists()


def test_a_long_tag_is_shortened(tmp_path):
    """A tag of 2 MB does not widen the table of all tags; JSON has the whole tag."""
    logs = write(
        tmp_path / "logs",
        content(scalar(1, "x" * 2_000_000), *(scalar(2, f"t{n}") for n in range(400))),
    )
    assert len(tfv1(tmp_path, "show", logs).stdout) < 100_000
    assert (
        "x" * 2_000_000
        in json.loads(tfv1(tmp_path, "show", logs, "--json").stdout)["runs"][0]["tags"]["scalars"]
    )


def test_superseded_points_take_no_product_of_restarts_and_points(tmp_path):
    """What restarts supersede equals the rule applied one by one, on random steps."""
    random = np.random.default_rng(3)
    for version in ("brain.Event:2", "brain.Event:1"):
        events = [event(file_version=version)]
        for _ in range(200):
            step, tag = int(random.integers(50)), f"t{random.integers(3)}"
            is_start = random.random() < 0.2
            events.append(event(step, session_log={"status": 1}) if is_start else scalar(step, tag))
        (tmp_path / NAME).write_bytes(b"".join(frame(e.SerializeToString()) for e in events))
        accumulator = ScalarAccumulator()
        for item in scan_events(tmp_path / NAME):
            accumulator.add_event(item)
        for tag, series in read_scalars(tmp_path).items():
            (points,) = accumulator._points[tag]._rows()
            kept = [
                step
                for order, step in zip(points.order, points.steps, strict=True)
                if not any(
                    number > order and step >= one.step
                    for number, one in accumulator._restarts
                    if one.tags is None or tag in one.tags
                )
            ]
            assert series.steps.tolist() == kept


def test_wall_times_that_are_no_times(tmp_path):
    """NaN and infinity leave the time span to the other events, and JSON strict."""
    times = [float("nan"), float("inf"), 5000.0, -float("inf"), 6000.0]
    logs = write(tmp_path / "logs", content(*(scalar(n, "a", n, t) for n, t in enumerate(times))))
    shown, _ = check_harmless(tfv1(tmp_path, "show", logs, "--json"), statuses=(0,))
    (run,) = json.loads(shown)["runs"]
    assert (run["first_wall_time"], run["last_wall_time"]) == (999.0, 6000.0)
    shown, _ = check_harmless(tfv1(tmp_path, "show", logs), statuses=(0,))
    assert "1 h 23 min long" in shown
    damaged = write(tmp_path / "damaged", content(*(scalar(1, wall_time=times[1]),))[30:])
    check_harmless(tfv1(tmp_path, "repair", damaged, "-o", tmp_path / "out"), statuses=(0,))


def test_numbers_that_json_lacks_are_strings(tmp_path):
    """show --json writes NaN and infinity as protocol buffers do in JSON."""
    logs = write(tmp_path / "logs", content(scalar(1, value=float("-inf"))))
    shown, _ = check_harmless(tfv1(tmp_path, "show", logs, "--json"), statuses=(0,))
    assert json.loads(shown)["runs"][0]["tags"]["scalars"]["loss"]["last"] == "-Infinity"


def test_svg_with_control_characters_is_xml(tmp_path):
    """A drawing of a tag with control characters and a noncharacter can be parsed."""
    logs = write(tmp_path / "logs", content(scalar(1, NASTY + "\ufffe"), scalar(2, NASTY)))
    for name in ("curves.svg", "page.html"):
        tfv1(tmp_path, "show", logs, "--plot", tmp_path / name)
        text = (tmp_path / name).read_text()
        assert "\\x1b]0;owned" in text and "\x1b" not in text
    ElementTree.parse(tmp_path / "curves.svg")


def test_csv_formulas_can_be_escaped(tmp_path):
    """--escape-formulas puts an apostrophe before what a spreadsheet would run."""
    tags = ["=1+1", "+a", "-a", "@a", "a=1"]
    logs = write(tmp_path / "logs", content(*(scalar(1, tag) for tag in tags)))

    def exported(*options):
        out = tfv1(tmp_path, "export", logs, "--csv", *options).stdout.decode()
        return [row["tag"] for row in csv.DictReader(io.StringIO(out))]

    assert exported() == tags
    assert exported("--escape-formulas") == ["'=1+1", "'+a", "'-a", "'@a", "a=1"]


def test_csv_on_stdout_is_printable_and_in_a_file_exact(tmp_path):
    """A tag's control characters are escaped on stdout only."""
    logs = write(tmp_path / "logs", content(scalar(1, "a\x1bb")))
    shown, _ = check_harmless(tfv1(tmp_path, "export", logs, "--csv"))
    assert "a\\x1bb" in shown
    tfv1(tmp_path, "export", logs, "--csv", "-o", tmp_path / "all.csv")
    assert b"a\x1bb" in (tmp_path / "all.csv").read_bytes()


def test_deep_image_tags_become_short_paths(tmp_path):
    """Tags that no file system has room for are cut, kept apart by a digest, and stay below DIR."""
    deep = ["/".join(["level"] * 600), "/".join(["level"] * 601), "a", "a/1.png", "../../up"]
    one = {"image": {"encoded_image_string": png(1, 1)}}
    events = [event(1, summary={"value": [{"tag": tag, **one}]}) for tag in deep]
    logs = write(tmp_path / "logs", content(*events))
    done = tfv1(tmp_path, "export", logs, "--images", tmp_path / "images")
    check_harmless(done, statuses=(0,))
    found = sorted(str(p.relative_to(tmp_path / "images")) for p in tmp_path.rglob("*.png"))
    assert len(found) == 5
    assert {"a/1.png", "a/1.png_/1.png", "up/1.png"} <= set(found)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("[" * 100_000, "100,000 levels"),
        ('{"step": ' + "9" * 400 + "}", "neither an event nor a run"),
        ('{"step": 1, "tag": "x", "scalar": NaN}', "it is not JSON"),
        ('{"step": 1, "tag": "x", "kind": "y", "content": ' + "[" * 50 + "]" * 50 + "}", ""),
    ],
    ids=["deep", "huge", "constant", "nested"],
)
def test_goldens_that_are_deep_or_huge(tmp_path, line, said):
    """A golden of nested brackets or impossible numbers is one sentence, status 2."""
    golden = tmp_path / "golden.jsonl"
    golden.write_text('{"golden event log": 1}\n{"run": "."}\n' + line + "\n")
    done = tfv1(tmp_path, "golden", "check", write(tmp_path / "logs"), golden)
    _, errors = check_harmless(done, statuses=(2,) if said else (1,))
    assert said in errors


def test_a_golden_over_the_limit(tmp_path):
    """A golden that is too large is rejected before it is read, with the option that allows it."""
    golden = tmp_path / "golden.jsonl"
    sparse(golden, b"", 1 << 33)
    logs = write(tmp_path / "logs")
    _, errors = check_harmless(tfv1(tmp_path, "golden", "check", logs, golden), statuses=(2,))
    assert f"--limit golden-bytes={1 << 33}" in errors


def test_a_golden_of_unknown_numbers(tmp_path):
    """An unknown SessionLog status and an infinite sample rate are recorded, and compare equal."""
    events = [
        event(1, session_log={"status": 77}),
        value(audio={"sample_rate": float("inf"), "encoded_audio_string": b"x"}),
    ]
    logs = write(tmp_path / "logs", content(*events))
    golden = tmp_path / "golden.jsonl"
    check_harmless(tfv1(tmp_path, "golden", "record", logs, golden), statuses=(0,))
    assert '"content": "77"' in golden.read_text()
    check_harmless(tfv1(tmp_path, "golden", "check", logs, golden), statuses=(0,))


@pytest.mark.parametrize("command", ["repair", "edit", "export"])
def test_no_directory_can_be_made_on_a_full_disk(tmp_path, monkeypatch, command, capsys):
    """makedirs that fails is one sentence about the output, and leaves nothing behind."""
    from tfv1.cli import main

    logs = write(tmp_path / "logs" / "run", content(scalar(1), image(png(1, 1)))).parent
    out = tmp_path / "out"
    makedirs = os.makedirs

    def full(path, *arguments, **options):
        if ".tfv1-" in os.fspath(path):
            raise OSError(28, "No space left on device", path)
        makedirs(path, *arguments, **options)

    monkeypatch.setattr(os, "makedirs", full)
    options = {"repair": ["-o"], "edit": ["--steps", "0:", "-o"], "export": ["--images"]}[command]
    assert main([command, str(logs), *options, str(out)]) == 2
    assert capsys.readouterr().err == (
        f"tfv1 {command}: Cannot write {out}: No space left on device.\n"
    )
    assert os.listdir(tmp_path) == ["logs"]
