"""A real cluster on this machine: parameter server, chief and workers, one process each."""

import json
import pathlib
import re
import signal
import subprocess
import sys
import threading

import pytest

from tests.support import ports
from tests.support.environment import of_a_child
from tests.support.event_logs import read

ROOT = pathlib.Path(__file__).resolve().parents[2]
TRAINER = ROOT / "models_examples" / "distributed" / "trainer.py"
LIMIT = 240  # seconds within which anything here must have happened


class Process:
    """A process of the trainer, whose output is read as it comes."""

    def __init__(self, flags, cwd, **environment):
        self._process = subprocess.Popen(
            [sys.executable, "-u", "-m", "tfv1", "run", str(TRAINER), *flags],
            cwd=cwd,
            env=of_a_child(TF_CPP_MIN_LOG_LEVEL="3", **environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.lines, self.errors = [], []
        self._came = threading.Condition()
        outputs = [(self._process.stdout, self.lines), (self._process.stderr, self.errors)]
        self._readers = [
            threading.Thread(target=self._read, args=output, daemon=True) for output in outputs
        ]
        for reader in self._readers:
            reader.start()

    def _read(self, stream, lines):
        for line in stream:
            with self._came:
                lines.append(line.rstrip("\n"))
                self._came.notify_all()
        with self._came:
            self._came.notify_all()

    @property
    def steps(self):
        """The steps that it has accepted an event of, in order."""
        return [int(line.split()[1]) for line in self.lines if re.fullmatch(r"step \d+", line)]

    def wait_for_steps(self, count):
        """Waits until it has taken that many."""
        with self._came:
            assert self._came.wait_for(lambda: len(self.steps) >= count, LIMIT), self.errors[-20:]

    def send(self, number):
        self._process.send_signal(number)

    def end(self):
        """Waits for its end; returns its exit status."""
        status = self._process.wait(LIMIT)
        for reader in self._readers:
            reader.join(LIMIT)
        return status

    def kill(self):
        self._process.kill()
        self.end()


@pytest.fixture
def cluster(tmp_path):
    """Starts tasks of a cluster of one parameter server and two workers; kills what is left."""
    hosts = [f"127.0.0.1:{port}" for port in ports.free(3)]
    started = []

    def start(job, index, *flags):
        where = [f"--ps_hosts={hosts[0]}", f"--worker_hosts={hosts[1]},{hosts[2]}"]
        who = [f"--job_name={job}", f"--task_index={index}", "--logdir=logs", "--wait_secs=100"]
        started.append(Process([*where, *who, *flags], tmp_path))
        return started[-1]

    yield start
    for process in started:
        process.kill()


def event_files(directory):
    return sorted(pathlib.Path(directory).glob("*tfevents*"))


def steps(path, tag):
    return [e.step for e in read(path) for value in e.summary.value if value.tag == tag]


def starts(path):
    return [e.step for e in read(path) if e.session_log.status == e.session_log.START]


def test_tasks_are_killed_and_restarted(cluster, tmp_path):
    """A task that is killed keeps every event it accepted; its restart adds a file.

    A restarted chief continues from its last checkpoint. The others keep running meanwhile, and all
    end by themselves.

    A process is stopped while another one starts: it might have trained to the end before that.
    """
    flags = ["--steps=300", "--step_secs=0.05", "--save_steps=5"]
    server = cluster("ps", 0, *flags)
    chief, worker = cluster("worker", 0, *flags), cluster("worker", 1, *flags)
    chief.wait_for_steps(1)
    chief.send(signal.SIGSTOP)
    killed, kept = [], {}
    for number in (signal.SIGKILL, signal.SIGTERM):
        worker.wait_for_steps(5)
        worker.send(number)
        assert worker.end() != 0
        killed.append(worker)
        (path,) = set(event_files(tmp_path / "logs" / "worker_1")) - kept.keys()
        kept[path] = path.read_bytes()
        worker = cluster("worker", 1, *flags)
    worker.wait_for_steps(1)
    worker.send(signal.SIGSTOP)

    chief.send(signal.SIGCONT)
    chief.wait_for_steps(len(chief.steps) + 6)  # more than lie between two checkpoints
    chief.send(signal.SIGKILL)
    assert chief.end() != 0
    for path in (tmp_path / "logs", tmp_path / "logs" / "worker_0"):
        (path,) = event_files(path)
        kept[path] = path.read_bytes()
    again = cluster("worker", 0, *flags)
    again.wait_for_steps(6)
    worker.send(signal.SIGCONT)
    assert [again.end(), worker.end(), server.end()] == [0, 0, 0], (again.errors, worker.errors)
    assert {path: path.read_bytes() for path in kept} == kept

    *files, last = event_files(tmp_path / "logs" / "worker_1")
    for path, process in zip(files, killed, strict=True):
        written = steps(path, "worker/loss")
        assert written[: len(process.steps)] == process.steps
        assert len(written) <= len(process.steps) + 1  # accepted, not yet printed
    assert steps(last, "worker/loss") == worker.steps
    own, own_again = event_files(tmp_path / "logs" / "worker_0")
    assert steps(own, "worker/loss")[: len(chief.steps)] == chief.steps
    assert steps(own_again, "worker/loss") == again.steps
    begun = [starts(path) for path in (*files, last, own, own_again)]
    assert [len(found) for found in begun] == [1] * 5
    assert begun[:3] == sorted(begun[:3])

    first, second = event_files(tmp_path / "logs")
    assert len(starts(first)) == len(starts(second)) == 1
    assert starts(first)[0] < starts(second)[0]
    for path in (first, second):
        losses = steps(path, "loss")
        assert losses == sorted(losses) and len(losses) >= 2
        assert losses[0] == starts(path)[0]
        kinds = [e.WhichOneof("what") for e in read(path)]
        assert kinds[:6] == ["file_version", *["graph_def", "meta_graph_def"] * 2, "session_log"]


def test_replicas_in_step(cluster, tmp_path):
    """With --sync_replicas both workers' gradients make one step."""
    flags = ["--steps=20", "--sync_replicas", "--save_steps=5"]
    tasks = [cluster("ps", 0, *flags), cluster("worker", 0, *flags), cluster("worker", 1, *flags)]
    assert [task.end() for task in tasks] == [0, 0, 0], [task.errors[-5:] for task in tasks]
    (training,) = event_files(tmp_path / "logs")
    assert steps(training, "loss")


def test_the_cluster_of_tf_config(tmp_path):
    """TF_CONFIG works like the flags; an unreachable server is reported within --wait_secs."""
    config = {
        "cluster": {"ps": ["127.0.0.1:1"], "chief": ["127.0.0.1:2"]},
        "task": {"type": "chief", "index": 0},
    }
    process = Process(["--logdir=logs", "--wait_secs=1"], tmp_path, TF_CONFIG=json.dumps(config))
    assert process.end() == 1
    assert process.errors[-1].startswith(
        "trainer.py: the parameter server 127.0.0.1:1 was not reachable within 1 seconds: "
    )


@pytest.mark.parametrize(
    ("flags", "status", "said"),
    [
        (["--task_index=7"], 2, "job worker has tasks 0 to 0, got task index 7."),
        (["--logdir=nowhere://x"], 1, "the logdir nowhere://x cannot be made: "),
    ],
)
def test_bad_flags_are_told_in_one_sentence(tmp_path, flags, status, said):
    """A wrong task, job, cluster or logdir: one sentence, no traceback, a non-zero status."""
    hosts = ["--ps_hosts=127.0.0.1:1", "--worker_hosts=127.0.0.1:2", "--logdir=logs"]
    process = Process([*hosts, *flags], tmp_path)
    assert process.end() == status
    assert process.errors[-1].startswith("trainer.py: " + said)
    assert not any("Traceback" in line for line in process.errors)


def test_scripts_cluster_is_a_shell_script_without_mistakes():
    """`scripts/cluster --help` says how it is used."""
    done = subprocess.run(
        [str(ROOT / "scripts" / "cluster"), "--help"], capture_output=True, text=True
    )
    assert done.returncode == 0 and done.stdout.startswith("usage: scripts/cluster [FLAGS]")
