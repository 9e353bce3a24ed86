"""Which tasks a cluster has, and which of them this process is."""

import json
import os
import socket
import time


class Task(object):
    """One process of a cluster.

    Attributes:
      hosts: {job: ["host:port", ...]} of the whole cluster.
      job, index: which of them this process is.
    """

    def __init__(self, hosts, job, index):
        self.hosts = hosts
        self.job = job
        self.index = index

    @property
    def is_chief(self):
        return self.job == "chief" or (
            self.job == "worker" and self.index == 0 and "chief" not in self.hosts
        )

    @property
    def name(self):
        return "%s_%d" % (self.job, self.index)

    @property
    def workers(self):
        """How many tasks train."""
        return len(self.hosts.get("chief", [])) + len(self.hosts.get("worker", []))


def from_flags(ps_hosts, worker_hosts, job, index):
    """Returns the Task of flags, or of TF_CONFIG when no hosts are given.

    Raises ValueError, one sentence, for a cluster or a task that cannot be.
    """
    hosts = {"ps": _split(ps_hosts), "worker": _split(worker_hosts)}
    if not ps_hosts and not worker_hosts:
        hosts, job, index = _from_tf_config()
    for needed in ("ps", "worker"):
        if not hosts.get(needed) and not (needed == "worker" and hosts.get("chief")):
            raise ValueError(
                "the cluster has no %s: give --ps_hosts and --worker_hosts, or TF_CONFIG." % needed
            )
    if job not in hosts:
        raise ValueError(
            "the job must be one of %s, got %r." % (", ".join(sorted(hosts)), str(job))
        )
    if not 0 <= index < len(hosts[job]):
        raise ValueError(
            "job %s has tasks 0 to %d, got task index %d." % (job, len(hosts[job]) - 1, index)
        )
    return Task(hosts, job, index)


def _split(hosts):
    return [host.strip() for host in hosts.split(",") if host.strip()]


def _from_tf_config():
    """TF_CONFIG: {"cluster": {job: [host, ...]}, "task": {"type": job, "index": n}}."""
    text = os.environ.get("TF_CONFIG", "")
    try:
        config = json.loads(text or "{}")
        hosts = {job: list(tasks) for job, tasks in config.get("cluster", {}).items()}
        task = config.get("task", {})
        return hosts, task.get("type"), int(task.get("index", 0))
    except (AttributeError, TypeError, ValueError) as error:
        raise ValueError(
            'TF_CONFIG must be JSON like {"cluster": {"ps": ["host:port"], "worker": [...]}, '
            '"task": {"type": "worker", "index": 0}}, got %r.' % text
        ) from error


def wait_for(hosts, secs):
    """Returns once something listens at every "host:port".

    Raises ValueError, one sentence, when one of them does not within `secs` seconds.
    """
    deadline = time.time() + secs
    for host in hosts:
        error = _connect(host)
        while error is not None:
            if time.time() > deadline:
                raise ValueError(
                    "the parameter server %s was not reachable within %g seconds: %s."
                    % (host, secs, error)
                )
            time.sleep(0.1)
            error = _connect(host)


def _connect(host):
    """Returns the error of a connection to "host:port", or None."""
    name, _, port = host.rpartition(":")
    if not port.isdigit():
        raise ValueError("a host must be given as host:port, got %r." % host)
    try:
        socket.create_connection((name, int(port)), timeout=1).close()
    except OSError as error:
        return error
    return None
