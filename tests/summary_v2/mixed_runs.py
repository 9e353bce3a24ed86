"""For the tests of both summary APIs in one program: the programs, and readers of their logs."""

import json
from pathlib import Path

import numpy as np
from tensorboard.backend.event_processing.plugin_event_multiplexer import EventMultiplexer
from tensorboard.util import tensor_util

from tests.support import event_logs
from tests.support.environment import of_a_child
from tests.support.loaded import python

HERE = Path(__file__).parent


class Run:
    """A finished program: what it told as JSON, what it logged, and its log directory."""

    def __init__(self, program, logdir, *arguments):
        done = python(HERE / program, logdir, *arguments, env=of_a_child())
        assert done.returncode == 0, done.stderr
        self.told = json.loads(done.stdout.splitlines()[-1])
        self.log = done.stderr
        self.logdir = Path(logdir)

    def files(self, run):
        """The event files of a run's directory, by name."""
        return sorted((self.logdir / run).glob("*tfevents*"))

    def events(self, run):
        """All events of a run, as they stand in its files."""
        return [event for file in self.files(run) for event in event_logs.read(file)]

    def values(self, run):
        """The summary values of a run as (step, value)."""
        return [(event.step, value) for event in self.events(run) for value in event.summary.value]

    def tags(self, run):
        """tag -> its steps, in order."""
        found = {}
        for step, value in self.values(run):
            found.setdefault(value.tag, []).append(step)
        return found

    def tensors(self, run, tag):
        """The NumPy arrays under a tag, in order."""
        values = [value for _, value in self.values(run) if value.tag == tag]
        return [
            np.float32(value.simple_value)
            if value.WhichOneof("value") == "simple_value"
            else tensor_util.make_ndarray(value.tensor)
            for value in values
        ]

    def multiplexer(self):
        """TensorBoard's own view of the log directory."""
        multiplexer = EventMultiplexer().AddRunsFromDirectory(str(self.logdir))
        multiplexer.Reload()
        return multiplexer


def second_of(file):
    """The second in an event file's name."""
    return file.name.split(".")[3]
