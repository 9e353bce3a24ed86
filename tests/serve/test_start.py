"""scripts/serve/start: real TensorBoard behind real nginx, with the shipped configuration."""

import base64
import json
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.support import ports
from tfv1 import run_name
from tfv1.events import EventWriter
from tfv1.events.format.protos import Summary

START = Path(__file__).resolve().parents[2] / "scripts" / "serve" / "start"
POINTS = [(step, 1 / (step + 1)) for step in range(5)]
PATIENCE_SECS = 120.0
# nginx is not on the PATH of Debian's ordinary users; tensorboard is beside this Python.
PATH = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"], "/usr/sbin"])

# Stands for TensorBoard where the matter is what nginx passes on: it answers with the request.
STAND_IN = """#!{python}
import http.server, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write((self.path + " " + str(self.headers)).encode())
port = int(sys.argv[sys.argv.index("--port") + 1])
http.server.HTTPServer(("127.0.0.1", port), Handler).serve_forever()
"""


def put_program(folder, name, text):
    """Makes an executable file of its own folder, and returns a PATH that begins with that."""
    place = folder / "bin"
    place.mkdir()
    (place / name).write_text(text)
    (place / name).chmod(0o755)
    return os.pathsep.join([str(place), PATH])


def skip_without(*programs):
    for program in programs:
        if shutil.which(program, path=PATH) is None:
            pytest.skip(f"{program} is not installed")


class Team:
    """A running scripts/serve/start, and requests to it."""

    def __init__(self, folder, tls=False, path=PATH):
        self.run = run_name(model="lenet", learning_rate=1e-3)
        writer = EventWriter(str(folder / "logs" / self.run))
        for step, value in POINTS:
            value = Summary.Value(tag="loss", simple_value=value)
            writer.add_summary(Summary(value=[value]), step)
        writer.close()
        users = folder / "users"
        subprocess.run(["htpasswd", "-bc", users, "ada", "engine 1843"], check=True)
        self.port, self.inner_port = ports.free(2)
        command = [START, folder / "logs", "--users", users, "--reload", "1"]
        command += ["--port", str(self.port), "--inner-port", str(self.inner_port)]
        if tls:
            certificate, key = folder / "certificate.pem", folder / "key.pem"
            make = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
            make += " -addext subjectAltName=IP:127.0.0.1"
            subprocess.run([*make.split(), "-keyout", key, "-out", certificate], check=True)
            command += ["--certificate", certificate, "--key", key]
        self.url = f"http{'s' * tls}://127.0.0.1:{self.port}"
        self._tls = ssl.create_default_context(cafile=certificate) if tls else None
        # Not below pytest's folder, which is its user's: of root's nginx the workers are nobody's.
        self.temporary = Path(tempfile.mkdtemp())
        self.temporary.chmod(0o755)
        self.log = folder / "output"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                command,
                stdout=log,
                stderr=log,
                env={**os.environ, "PATH": path, "TMPDIR": str(self.temporary)},
            )

    def get(self, path, user="ada:engine 1843", **query):
        """The status of the answer, and its body."""
        request = urllib.request.Request(f"{self.url}{path}?{urllib.parse.urlencode(query)}")
        if user:
            code = base64.b64encode(user.encode()).decode()
            request.add_header("Authorization", f"Basic {code}")
        handlers = [urllib.request.ProxyHandler({})]  # nothing on the loopback goes through one
        if self._tls:
            handlers.append(urllib.request.HTTPSHandler(context=self._tls))
        try:
            with urllib.request.build_opener(*handlers).open(request, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except urllib.error.URLError as error:
            return 0, str(error)

    def guess(self, count):
        """How often which status answers a wrong password, of so many in one connection."""
        code = base64.b64encode(b"ada:wrong").decode()
        request = f"GET /tensorboard/ HTTP/1.1\r\nHost: tfv1\r\nAuthorization: Basic {code}\r\n"
        requests = f"{request}\r\n" * (count - 1) + f"{request}Connection: close\r\n\r\n"
        with socket.create_connection(("127.0.0.1", self.port), timeout=60) as guesser:
            guesser.sendall(requests.encode())
            answers = guesser.makefile("rb").read()
        return Counter(map(int, re.findall(rb"^HTTP/1.1 (\d+)", answers, re.MULTILINE)))

    def wait_for(self, path, wanted):
        """Asks until the answer is `wanted`: both servers start on their own time."""
        deadline = time.monotonic() + PATIENCE_SECS
        while not wanted(answer := self.get(path)):
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, f"last got {answer}\n{self.log.read_text()}"
            time.sleep(0.1)  # between two questions

    def stop(self):
        """Ends it with SIGTERM, removes its temporary directory, and returns its exit status."""
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(60)
        self.left = list(self.temporary.glob("tfv1-serve.*"))
        shutil.rmtree(self.temporary, ignore_errors=True)
        return status


@pytest.fixture(scope="module")
def team(tmp_path_factory):
    skip_without("nginx", "htpasswd")
    running = Team(tmp_path_factory.mktemp("serve"))
    try:
        runs = [running.run]
        running.wait_for("/tensorboard/data/runs", lambda answer: answer == (200, json.dumps(runs)))
        yield running
    finally:
        running.stop()


@pytest.mark.parametrize("user", [None, "ada:wrong", "eve:engine 1843"])
@pytest.mark.parametrize("path", ["/tensorboard/", "/tensorboard/data/runs", "/"])
def test_without_the_password_nothing_is_shown(team, path, user):
    """No page and no data without a name and its password; the outer page only leads to them."""
    status, body = team.get(path, user)
    assert status == 401
    assert team.run not in body


@pytest.mark.parametrize("path", ["/", "/tensorboard", "/tensorboard/"])
def test_with_the_password_the_page_is_there(team, path):
    """TensorBoard's page comes through, from the server's root, too."""
    status, body = team.get(path)
    assert status == 200
    assert "<title>TensorBoard</title>" in body


def test_with_the_password_the_data_are_there(team):
    """The scalars that come through the proxy are those that were written."""
    path = "/tensorboard/data/plugin/scalars/scalars"
    status, body = team.get(path, run=team.run, tag="loss")
    assert status == 200, body
    points = [(step, value) for _wall_time, step, value in json.loads(body)]
    assert points == [(step, pytest.approx(value)) for step, value in POINTS]


def test_a_browsers_requests_are_not_limited(team):
    """A page with its scripts and data takes some fifty, six at a time."""
    team.wait_for("/tensorboard/", lambda answer: answer[0] == 200)
    with ThreadPoolExecutor(6) as browser:
        answers = list(browser.map(lambda _: team.get("/tensorboard/data/runs")[0], range(60)))
    assert set(answers) == {200}


def test_guesses_of_a_password_are_limited(team):
    """Only a hundred wrong ones and ten a second are looked at; the right one works soon after."""
    begun = time.monotonic()
    statuses = team.guess(500)
    assert set(statuses) == {401, 429} and statuses.total() == 500
    assert statuses[401] <= 101 + 10 * (time.monotonic() - begun)
    team.wait_for("/tensorboard/", lambda answer: answer[0] == 200)


def test_stopping_it_ends_both_servers(team):
    """SIGTERM ends nginx and TensorBoard, and leaves no file; tests of `team` go before this."""
    for port in (team.port, team.inner_port):
        socket.create_connection(("127.0.0.1", port)).close()
    assert team.stop() == 143
    assert team.left == []
    for port in (team.port, team.inner_port):
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port))


def test_https(tmp_path):
    """With a certificate all is encrypted; TensorBoard gets the whole path and no password."""
    skip_without("nginx", "htpasswd", "openssl")
    path = put_program(tmp_path, "tensorboard", STAND_IN.format(python=sys.executable))
    running = Team(tmp_path, tls=True, path=path)
    try:
        running.wait_for("/tensorboard/", lambda answer: answer[0] == 200)
        status, body = running.get("/tensorboard/data/logdir")
        assert status == 200 and body.startswith("/tensorboard/data/logdir? ")
        assert f"Host: 127.0.0.1:{running.port}" in body
        assert "Authorization" not in body
        assert running.get("/tensorboard/", user=None)[0] == 401
        running.url = running.url.replace("https", "http")
        assert running.get("/tensorboard/")[0] == 400  # plain HTTP on the port of TLS
    finally:
        running.stop()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("", "which LOGDIR?"),
        ("nowhere --users users", "nowhere is not a directory"),
        ("logs", "--users is missing: 'htpasswd -c users NAME' makes such a file"),
        ("logs --users nowhere", "cannot read nowhere"),
        ("logs more --users users", "there can be only one LOGDIR, not 'logs' and 'more'"),
        ("logs --users", "--users needs a value"),
        ("logs --users users --prot 1", "there is no option --prot"),
        ("logs --users users --port http", "http is not a number"),
        ("logs --users users --certificate users", "--certificate needs --key"),
        ("logs --users users --key users", "--key needs --certificate"),
    ],
)
def test_a_wrong_command_line_is_told(tmp_path, arguments, words):
    """Anything missing or wrong is reported in one line with exit status 2; nothing is started."""
    (tmp_path / "logs").mkdir()
    (tmp_path / "users").touch()
    done = subprocess.run(
        [START, *arguments.split()], cwd=tmp_path, capture_output=True, text=True, timeout=300
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"scripts/serve/start: {words}")
    assert done.stderr.count("\n") == 1


def test_it_ends_when_tensorboard_ends(tmp_path):
    """If TensorBoard does not start, nginx ends, too, with status 1 and TensorBoard's message."""
    skip_without("nginx")
    path = put_program(tmp_path, "tensorboard", "#!/bin/sh\necho port is in use >&2; exit 7\n")
    (tmp_path / "logs").mkdir()
    (tmp_path / "users").touch()
    (port,) = ports.free(1)
    done = subprocess.run(
        [START, "logs", "--users", "users", "--port", str(port)],
        cwd=tmp_path,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECS,
    )
    assert done.returncode == 1
    assert "port is in use" in done.stderr
    assert done.stderr.endswith("tensorboard or nginx has ended; see above\n")
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))
