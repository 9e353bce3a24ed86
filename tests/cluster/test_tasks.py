"""The trainer's cluster.py: which cluster this is, and which of its tasks."""

import importlib.util
import json
import pathlib
import re

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
_spec = importlib.util.spec_from_file_location(
    "trainers_cluster", ROOT / "models_examples" / "distributed" / "cluster.py"
)
cluster = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(cluster)


def test_flags_make_a_task():
    """Worker 0 is the chief if there is no job of that name."""
    tasks = [cluster.from_flags("a:1", "b:2, c:3", "worker", index) for index in (0, 1)]
    assert [task.is_chief for task in tasks] == [True, False]
    assert tasks[1].name == "worker_1" and tasks[1].workers == 2
    assert tasks[0].hosts == {"ps": ["a:1"], "worker": ["b:2", "c:3"]}
    assert not cluster.from_flags("a:1", "b:2", "ps", 0).is_chief


def test_tf_config_makes_a_task(monkeypatch):
    """TF_CONFIG says all of it; a job `chief` is the chief, and no worker is."""
    hosts = {"ps": ["a:1"], "chief": ["b:2"], "worker": ["c:3"]}
    for job in hosts:
        config = {"cluster": hosts, "task": {"type": job, "index": 0}}
        monkeypatch.setenv("TF_CONFIG", json.dumps(config))
        task = cluster.from_flags("", "", "worker", 0)
        assert (task.job, task.is_chief, task.workers) == (job, job == "chief", 2)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("a:1", "", "worker", 0), "the cluster has no worker"),
        (("", "a:1", "worker", 0), "the cluster has no ps"),
        (("a:1", "b:2", "boss", 0), "the job must be one of ps, worker, got 'boss'."),
        (("a:1", "b:2", "worker", 1), "job worker has tasks 0 to 0, got task index 1."),
        (("a:1", "b:2", "worker", -1), "job worker has tasks 0 to 0, got task index -1."),
    ],
)
def test_what_cannot_be_is_told(arguments, said):
    """A missing job, an unknown job, a task index out of range."""
    with pytest.raises(ValueError, match=re.escape(said)):
        cluster.from_flags(*arguments)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"cluster": 3}', '{"cluster": {"ps": 1}}'])
def test_a_tf_config_that_cannot_be_is_told(monkeypatch, text):
    """No JSON, or JSON of another form."""
    monkeypatch.setenv("TF_CONFIG", text)
    with pytest.raises(ValueError, match="TF_CONFIG"):
        cluster.from_flags("", "", "worker", 0)


@pytest.mark.parametrize(
    ("host", "said"), [("127.0.0.1:1", "was not reachable within 0 seconds"), ("a", "host:port")]
)
def test_a_host_that_does_not_answer_is_told(host, said):
    """Nothing listens there, or it is not an address."""
    with pytest.raises(ValueError, match=said):
        cluster.wait_for([host], 0)
