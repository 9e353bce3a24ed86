"""Hostile logs against every command that reads logs."""

import json
import os

import pytest

from tests.hostile.hostile_logs import (
    MEMORY_BYTES,
    NAME,
    NASTY,
    check_harmless,
    content,
    event,
    fifo,
    gif,
    header,
    headers_claiming_the_rest,
    image,
    png,
    scalar,
    sparse,
    tensor,
    tfv1,
    unix_socket,
    value,
    write,
)

INFINITY, NAN = float("inf"), float("nan")


def nasty_names(logs):
    """Control characters in a run's name, a tag, a text, a session log and a kind."""
    events = [
        scalar(1, NASTY),
        event(2, session_log={"status": 1, "msg": NASTY, "checkpoint_path": NASTY}),
        event(3, tagged_run_metadata={"tag": NASTY}),
        tensor([1], 7, "text", string_val=[NASTY.encode()]),
        tensor([1], 7, NASTY, string_val=[NASTY.encode()]),
    ]
    write(logs / NASTY.replace("/", ""), content(*events) + b"\x00garbage")
    write(logs / NASTY.replace("/", "") / "none", b"garbage", f"{NASTY}tfevents")


def undecodable(logs):
    """A run and a file whose names are not UTF-8."""
    write(logs / os.fsdecode(b"run\xff\xfe"), content(scalar(1)), os.fsdecode(b"tfevents\xff"))


def odd_numbers(logs):
    """Wall times, values and statuses that are not ordinary numbers, at extreme steps."""
    times = [NAN, INFINITY, -INFINITY, 1e308, -1e308, 0.0]
    events = [scalar(n, "loss", time, time) for n, time in enumerate(times)]
    events += [scalar(2**63 - 1), scalar(-(2**63)), event(1, INFINITY, session_log={"status": 1})]
    events += [event(1, NAN, session_log={"status": 77}), event(1, NAN, log_message={"level": 99})]
    events.append(value(audio={"sample_rate": INFINITY}))
    events.append(value(histo={"min": NAN, "bucket_limit": [INFINITY], "bucket": [NAN, 1.0]}))
    write(logs, content(*events))
    write(logs / "lost_version", content(*events)[30:])


def claims(logs):
    """Tensors that claim more than they hold."""
    shapes = [[2**33], [2**20, 2**20], [2**62, 4], [-1], [-1, -(2**33)], [1] * 100, [0, 2**62]]
    events = []
    for shape in shapes:
        events += [tensor(shape, float_val=[1.0]), tensor(shape, 7, "images", string_val=[b"a"])]
        events += [tensor(shape, 1, "mesh", tensor_content=b"1234"), tensor(shape, 99)]
    write(logs, content(*events))


def images(logs):
    """Images that decode to far more than they are, and bytes of other decoders."""
    encoded = [png(13300, 13300), gif(60000, 60000, 5), gif(3000, 3000, 20000), gif(1, 1, 100000)]
    encoded.append(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n(x) print\n")
    encoded += [b"\x89PNG\r\n\x1a\n" + bytes(40), b"GIF89a", b"\xff\xd8\xff\xe0", b"BM" + bytes(60)]
    write(logs, content(*(image(one, step) for step, one in enumerate(encoded))))


def deep_image_tag(logs):
    """Tags hundreds of levels deep, and ones that would be files and directories at once."""
    tags = ["/".join(["level"] * 600), "x" * 5000, "a", "a/1.png", "../../up", "\x00/..", "é" * 200]
    one = {"image": {"encoded_image_string": png(1, 1)}}
    events = [event(1, summary={"value": [{"tag": tag, **one}]}) for tag in tags]
    write(logs, content(*events))


def headers(logs):
    """Headers that claim the rest of a large file, in one file alone and between records."""
    logs.mkdir(parents=True)
    sparse(logs / NAME, headers_claiming_the_rest(6_000, 1 << 26), 1 << 26)
    record = content()
    mixed = b"".join(header((1 << 26) - 60 * n) + record for n in range(1_000))
    (logs / "between").mkdir()
    sparse(logs / "between" / NAME, mixed, 1 << 26)


def huge_claim(logs):
    """A header that claims all of a large sparse file, and one of more than any record has."""
    logs.mkdir(parents=True)
    size = MEMORY_BYTES // 2  # a child cannot hold it twice
    sparse(logs / NAME, header(size - 16), size)
    sparse(logs / "tfevents.2", content(scalar(1)) + header(1 << 62), 1000)


def link_cycles(logs):
    """Two directories with two links each to one another, and links to themselves."""
    for one, other in (("a", "b"), ("b", "a")):
        write(logs / one)
        for number in range(2):
            (logs / one / f"link{number}").symlink_to(logs / other)
    (logs / "self").symlink_to(logs / "self")
    (logs / "tfevents.self").symlink_to(logs / "tfevents.self")
    (logs / "tfevents.lost").symlink_to(logs / "nowhere")


def special_files(logs):
    """A pipe, a socket and a device that are called like event files, beside a good run."""
    write(logs / "good")
    fifo(logs / "pipe" / NAME)
    unix_socket(logs / "socket" / NAME)
    (logs / "zero").mkdir()
    (logs / "zero" / NAME).symlink_to("/dev/zero")


def long_tag(logs):
    """A tag of 2 MB among many."""
    write(logs, content(scalar(1, "x" * 2_000_000), *(scalar(2, f"t{n}") for n in range(400))))


def zigzag(logs):
    """Steps that go back at every other event, each with its own tag, and many restarts."""
    old = [scalar(n % 2, f"t{n}") for n in range(2000)]
    write(logs / "old", content(*old)[len(content()) :])
    starts = [event(n % 7, session_log={"status": 1}) for n in range(2000)]
    write(logs / "new", content(*starts, *old))


def no_graphs(logs):
    """Graphs and meta graphs that are none."""
    broken = b"\x0a\xff\xff\xff\xff\x0f"
    write(logs, content(event(graph_def=broken), event(meta_graph_def=broken), scalar(1)))


HOSTILE = (
    nasty_names, undecodable, odd_numbers, claims, images, deep_image_tag, headers, huge_claim,
    link_cycles, special_files, long_tag, zigzag, no_graphs,
)  # fmt: skip

COMMANDS = {
    "show": "show LOGS",
    "show tag": "show LOGS --tag *",
    "show json": "show LOGS --json",
    "show plot": "show LOGS --plot OUT/curves.html",
    "diff": "diff LOGS OTHER --html OUT/diff.html",
    "diff json": "diff LOGS OTHER --json",
    "golden record": "golden record LOGS OUT/golden.jsonl",
    "golden check": "golden check LOGS GOLDEN",
    "export csv": "export LOGS --csv",
    "export json": "export LOGS --json -o OUT/all.json",
    "export npz": "export LOGS --npz -o OUT/all.npz",
    "export parquet": "export LOGS --parquet -o OUT/all.parquet",
    "export images": "export LOGS --images OUT/images",
    "edit": "edit LOGS -o OUT/edited --drop-steps 5:6 --strip-constants",
    "edit merge": "edit LOGS -o OUT/merged --merge",
    "repair": "repair LOGS -o OUT/repaired",
    "clean": "clean LOGS --keep-last 0",
    "doctor": "doctor LOGS",
    "doctor json": "doctor LOGS --json",
}
GOLDEN = [
    {"golden event log": 1},
    {"run": "."},
    {"step": 0, "event": "file_version", "content": "brain.Event:2"},
    {"step": 1, "tag": "loss", "scalar": 1.0},
]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """Each hostile log, made once."""
    made = {}

    def make(hostile_log):
        if hostile_log not in made:
            made[hostile_log] = tmp_path_factory.mktemp(hostile_log.__name__) / "logs"
            hostile_log(made[hostile_log])
        return made[hostile_log]

    return make


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("hostile_log", HOSTILE, ids=lambda one: one.__name__)
def test_no_log_hurts_a_command(hostile, tmp_path, hostile_log, command):
    """No traceback, control character, program or write outside; memory, time, output bounded."""
    out = tmp_path / "out"
    out.mkdir()
    other = write(tmp_path / "other", content(scalar(1), image(png(2, 2), 0)))
    golden = tmp_path / "golden.jsonl"
    golden.write_text("".join(json.dumps(line) + "\n" for line in GOLDEN))
    places = {"LOGS": hostile(hostile_log), "OTHER": other, "GOLDEN": golden, "OUT": out}
    words = COMMANDS[command].split()
    arguments = [
        places.get(word, word if "/" not in word else word.replace("OUT", str(out), 1))
        for word in words
    ]
    shown, _ = check_harmless(tfv1(out, *arguments))
    assert len(shown) < 8_000_000
    if "--json" in words and words[0] != "export" and shown:
        json.loads(shown, parse_constant=lambda name: pytest.fail(f"bare {name} in JSON"))
