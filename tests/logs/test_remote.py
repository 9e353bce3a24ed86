"""Logs at URLs: a server of S3, a web server, and fsspec's file system in memory."""

import functools
import http.server
import json
import socket
import threading

import numpy as np
import pytest

from tests.support.cli import python
from tests.support.event_logs import FIRST, SECOND, event, summary, write, write_log
from tfv1.cli import main
from tfv1.events import read, read_scalars
from tfv1.events.reading import remote, remotefile
from tfv1.events.reading.scan import Gap, scan_records

fsspec = pytest.importorskip("fsspec")
IMAGE = {"tag": "face", "image": {"encoded_image_string": b"\x89PNG" + bytes(50)}}


@pytest.fixture
def logdir(tmp_path):
    """Runs of two machines with scalars and an image; one has a damaged byte, and goes on."""
    root = tmp_path / "logs"
    points = [summary(step, loss=step / 10) for step in range(200)]
    write(root / "lr=0.1" / "host1", *points, summary(200, IMAGE))
    damaged = write_log(root / "lr=0.1" / "host2" / FIRST, *points)
    content = bytearray(damaged.read_bytes())
    content[3000] ^= 1
    damaged.write_bytes(content)
    write(root / "lr=0.1" / "host2", summary(300, loss=7), name=SECOND)
    write(root, summary(1, acc=1))
    return root


@pytest.fixture(scope="module")
def s3():
    """The address of a server of S3 with the bucket "logs"."""
    server = pytest.importorskip("moto.server").ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ACCESS_KEY_ID", "key")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        fsspec.filesystem("s3").mkdir("logs")
        yield
    server.stop()


@pytest.fixture
def web(tmp_path):
    """The address of a web server for what is below `tmp_path`, which knows no ranges."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *arguments):
            pass

    handler = functools.partial(Quiet, directory=tmp_path)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(params=["s3", "memory", "http"])
def url(request, logdir, tmp_path):
    """The log on one of the servers."""
    remotefile._blocks.clear()
    if request.param == "http":
        return request.getfixturevalue("web") + "/logs"
    if request.param == "s3":
        request.getfixturevalue("s3")
    place = f"{request.param}://logs/{tmp_path.name}/tree"
    system, path = fsspec.url_to_fs(place)
    for file in logdir.rglob("*tfevents*"):
        system.pipe(f"{path}/{file.relative_to(logdir)}", file.read_bytes())
    return place


def printed(capsys, *arguments):
    """The status of a command, and what it prints."""
    status = main([*map(str, arguments)])
    return status, capsys.readouterr()


def plain(shown, log):
    """What was printed, without the place of the log, and what a web server does not tell."""
    texts = (text.replace(str(log), "LOG").replace("%3D", "=") for text in shown)
    return [text.replace('"running"', '"finished"') for text in texts]


def test_every_reading_tool(url, logdir, tmp_path, capsys):
    """Tables, exports, aggregates and findings of a log at a URL are those of the local log."""
    for command, *options in (
        ("table", "--json"), ("export", "--csv"), ("show", "--json", "--runs", "lr*"),
        ("doctor",), ("watch", "--until", "loss>6", "--once"),
    ):  # fmt: skip
        status, shown = printed(capsys, command, url, *options)
        expected_status, expected = printed(capsys, command, logdir, *options)
        assert (status, plain(shown, url)) == (expected_status, plain(expected, logdir)), command
    for log, out in ((url, "there.csv"), (logdir, "here.csv")):
        printed(capsys, "aggregate", log, "--by", "lr", "-o", tmp_path / out)
        printed(capsys, "export", log, "--files", tmp_path / f"{out}.files")
    assert (tmp_path / "there.csv").read_text() == (tmp_path / "here.csv").read_text()
    names = [
        sorted(str(p.relative_to(tmp_path / n)) for p in (tmp_path / n).rglob("*"))
        for n in ("there.csv.files", "here.csv.files")
    ]
    assert names[0] == names[1] and "images/lr=0.1/host1/face/200.png" in names[0]
    status, shown = printed(capsys, "diff", url, logdir, "--json")
    assert json.loads(shown.out)["runs"] and "only in" not in shown.out


def test_a_single_file(url, logdir, capsys):
    """Every way of naming a log takes the URL of one event file."""
    place = f"lr%3D0.1/host1/{FIRST}" if url.startswith("http") else f"lr=0.1/host1/{FIRST}"
    for command in (["show", "--json"], ["table", "--json"], ["export", "--csv"]):
        status, shown = printed(capsys, *command, f"{url}/{place}")
        expected_status, expected = printed(capsys, *command, logdir / "lr=0.1/host1" / FIRST)
        ours, theirs = (plain(one, log) for one, log in ((shown, url), (expected, logdir)))
        assert (status, ours) == (expected_status, theirs), command


def test_python(url, logdir):
    """`read` and `read_scalars` take URLs; points and gaps are those of the local files."""
    gaps = []
    runs = read(url, on_gap=gaps.append)
    assert list(runs) == [".", "lr=0.1/host1", "lr=0.1/host2"]
    run = runs["lr=0.1/host2"]
    assert run.scalars["loss"].values[-1] == 7 and len(run.scalars["loss"]) == 200
    local = [one for one in scan_records(logdir / "lr=0.1/host2" / FIRST) if isinstance(one, Gap)]
    assert [(g.offset, g.length, g.cause) for g in gaps] == [
        (g.offset, g.length, g.cause) for g in local
    ]
    assert runs["lr=0.1/host1"].images["face"][0] == [b"\x89PNG" + bytes(50)]
    series = read_scalars(f"{url}/lr=0.1/host1")["loss"]
    assert np.array_equal(series.values, read_scalars(logdir / "lr=0.1/host1")["loss"].values)
    assert len(read_scalars(f"{url}/lr=0.1/host1/{FIRST}")["loss"]) == 200
    with pytest.raises(ValueError, match="runs below it"):
        read_scalars(f"{url}/lr=0.1")


def test_a_growing_log(monkeypatch, tmp_path):
    """`refresh` fetches what is new and no earlier block; the blocks in memory are bounded."""
    monkeypatch.setattr(remotefile, "_BLOCK_BYTES", 1000)
    monkeypatch.setattr(remotefile, "_MOST_BLOCKS", 3)
    fetched = []
    original = remotefile._fetch

    def fetch(block, others):
        fetched.append((block.start, block.stop))
        original(block, others)

    monkeypatch.setattr(remotefile, "_fetch", fetch)
    path = write_log(tmp_path / FIRST, *(summary(step, loss=step) for step in range(300)))
    whole = path.read_bytes()
    system = fsspec.filesystem("memory")
    place = f"/growing/{tmp_path.name}/{FIRST}"
    system.pipe(place, whole[:-500])
    run = read(f"memory:/{place}", on_gap=lambda gap: None)["."]
    before = len(run.scalars["loss"])
    assert before < 300 and len(remotefile._blocks) == 3
    assert fetched == sorted(fetched) and fetched[-1][1] == len(whole) - 500
    fetched.clear()
    system.pipe(place, whole)
    assert run.refresh() and len(run.scalars["loss"]) == 300
    assert min(start for start, _ in fetched) >= len(whole) - 2000


@pytest.fixture
def asked(monkeypatch, s3):
    """The requests to S3, as pairs of their kind and how many were under way with them."""
    system = fsspec.filesystem("s3", use_listings_cache=False)
    requests = []
    under_way = []
    original = type(system)._call_s3

    async def call(self, method, *arguments, **options):
        under_way.append(method)
        requests.append((method, len(under_way)))
        try:
            return await original(self, method, *arguments, **options)
        finally:
            under_way.remove(method)

    monkeypatch.setattr(type(system), "_call_s3", call)
    return requests


@pytest.fixture
def many(s3, tmp_path):
    """The URL of twenty runs."""
    system = fsspec.filesystem("s3", use_listings_cache=False)
    content = write_log(tmp_path / FIRST, summary(1, loss=1)).read_bytes()
    for number in range(20):
        system.pipe(f"logs/{tmp_path.name}/{number}/{FIRST}", content)
    return f"s3://logs/{tmp_path.name}"


def test_runs_are_one_listing_and_their_bytes(many, asked, capsys):
    """Whatever looks at all runs lists them once or twice, and fetches several at once."""
    for command in ("show", "table", "doctor"):
        remotefile._blocks.clear()
        asked.clear()
        assert printed(capsys, command, many)[0] == 0
        kinds = [kind for kind, _ in asked]
        assert kinds.count("get_object") == 20 and len(kinds) <= 22, command
        assert max(together for _, together in asked) > 2, command


def test_one_run_of_many(many, asked):
    """Who reads one run in the middle fetches only its file, and asks again what is there."""
    runs = read(many)
    asked.clear()
    assert len(runs["7"].scalars["loss"]) == 1
    assert [kind for kind, _ in asked] == ["get_object"]
    system, path = fsspec.url_to_fs(many)
    system.pipe(f"{path}/7/{SECOND}", system.cat_file(f"{path}/7/{FIRST}"))
    assert runs["7"].refresh()
    assert "list_objects_v2" in [kind for kind, _ in asked]


def test_an_old_listing_is_not_believed(monkeypatch, many):
    """Whoever reads a run later than a minute after the listing gets what is there by then."""
    monkeypatch.setattr(remote, "_SECONDS_OF_A_LISTING", 0)
    runs = read(many)
    system, path = fsspec.url_to_fs(many)
    system.pipe(f"{path}/7/notes.txt", b"tags: new")
    assert runs["7"].notes.tags == ("new",)


def test_blocks_of_a_long_file(monkeypatch, many, asked):
    """Who reads on in a file gets several blocks at once, and none twice; who skips, only one."""
    monkeypatch.setattr(remotefile, "_BLOCK_BYTES", 100)
    monkeypatch.setattr(remotefile, "_BYTES_AT_ONCE", 400)
    system, path = fsspec.url_to_fs(many)
    content = system.cat_file(f"{path}/7/{FIRST}") * 20
    system.pipe(f"{path}/7/{FIRST}", content)
    asked.clear()
    with remotefile.open_url(f"{many}/7/{FIRST}") as file:
        assert remotefile.pread(file, 50, 320) == content[320:370]
        assert [kind for kind, _ in asked] == ["head_object", "get_object"]
        assert file.read() == content
    assert len(asked) == 1 + -(-len(content) // 100)
    assert max(together for _, together in asked) in (3, 4)


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("show memory://none/x", "Cannot read memory://none/x: No such file or directory."),
        ("table foo://x", "Cannot read foo://x: Protocol not known: foo."),
        ("repair memory://x -o out", "memory://x is a URL: this command works on local logs only"),
        ("edit memory://x -o out --merge", "memory://x is a URL: "),
        ("clean memory://x --keep-last 1", "memory://x is a URL: "),
    ],
)
def test_what_cannot_be_done(capsys, command, message):
    """What is not there, and what writes, is one sentence and status 2."""
    status, shown = printed(capsys, *command.split())
    assert status == 2
    assert message in shown.err and shown.err.count("\n") == 1


def test_a_server_that_refuses(s3, capsys):
    """An error of the library behind a file system is one sentence, too."""
    status, shown = printed(capsys, "show", "s3://no-such-bucket/x")
    assert status == 2 and shown.err.startswith("tfv1 show: Cannot read s3://no-such-bucket/x: ")
    assert shown.err.count("\n") == 1


def test_a_server_that_is_not_there(capsys):
    """That no server answers is another sentence than that it has no such file."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x"
    status, shown = printed(capsys, "show", address)
    assert (status, shown.err.count("\n")) == (2, 1)
    assert f"Cannot read {address}: Cannot connect to host 127.0.0.1:" in shown.err


def test_without_fsspec(tmp_path):
    """Without the extra, a URL is one sentence that names it, and local logs need nothing of it."""
    (tmp_path / "fsspec.py").write_text("raise ImportError('no fsspec')")
    write(tmp_path / "logs", event(1, summary={"value": [{"tag": "a", "simple_value": 1}]}))
    source = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "from tfv1.cli import main\n"
        f"assert main(['show', {str(tmp_path / 'logs')!r}]) == 0 and 'fsspec' not in sys.modules\n"
        "assert main(['show', 's3://bucket/logs']) == 2"
    )
    done = python("-c", source)
    assert done.returncode == 0, done.stderr
    told = "Cannot read s3://bucket/logs: URLs are read with fsspec: pip install 'tfv1[remote]'."
    assert done.stderr == f"tfv1 show: {told}\n"
