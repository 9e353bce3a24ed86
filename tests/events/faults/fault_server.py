"""Runs, under preload.c, a program that logs; a forked child for each place of the fault.

Reads one job a line from its standard input, in JSON, and answers each child's fate in a line:
whether the fault came, how the child ended, the steps whose calls returned, and its last words.
"""

import atexit
import ctypes
import itertools
import json
import logging
import os
import sys

from tensorboard.compat.proto.summary_pb2 import Summary

from tfv1.events import EventWriter, StorageError

library = ctypes.CDLL(os.environ["LD_PRELOAD"])
library.fault_fired.restype = ctypes.c_long


def set_fault(directory, kinds=0, what=0, number=0, at=1, span=0):
    library.fault_set(
        os.fsencode(directory), kinds, what, number, ctypes.c_long(at), ctypes.c_long(span)
    )


def scalar(text):
    return Summary(value=[Summary.Value(tag=text, simple_value=0.5)]).SerializeToString()


class Program:
    """Adds, flushes, closes and reopens; continues after every StorageError, like a training."""

    def __init__(self, logdir, acknowledge):
        self._writer = None
        self._logdir = logdir
        self._acknowledge = acknowledge

    def attempt(self, function, *arguments):
        try:
            return function(*arguments)
        except StorageError:
            return None

    def add(self, step):
        if self._writer is None:
            self._writer = self.attempt(EventWriter, self._logdir, 1000, 120)
        if self._writer is not None and self.attempt(
            self._writer.add_summary, scalar("x" * (step % 7)), step
        ):
            os.write(self._acknowledge, b"%d\n" % step)

    def end(self, name):
        if self._writer is not None:
            self.attempt(getattr(self._writer, name))

    def run(self):
        for step in range(3):
            self.add(step)
        self.end("flush")
        for step in range(3, 6):
            self.add(step)
        self.end("close")
        self.end("reopen")
        for step in range(6, 9):
            self.add(step)


def child(logdir, job, at, acknowledge, errors):
    os.dup2(errors, 2)
    set_fault(logdir, job["kinds"], job["what"], job["errno"], at, job["span"])
    program = Program(os.path.join(logdir, "run"), acknowledge)
    program.run()
    fired = library.fault_fired() > 0
    if job["heals"]:
        set_fault(logdir)
        program.add(9)
        program.end(job["end"])
    atexit._run_exitfuncs()
    os._exit(0 if fired or library.fault_fired() > 0 else 3)


def drained(descriptor):
    with open(descriptor, "rb") as pipe:
        return pipe.read().decode()


def run(job, at):
    logdir = os.path.join(job["directory"], str(at))
    os.mkdir(logdir)
    (said, say), (told, tell) = os.pipe(), os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            child(logdir, job, at, say, tell)
        except BaseException:
            logging.exception("the program ended")
            os._exit(1)
    os.close(say)
    os.close(tell)
    accepted = [int(step) for step in drained(said).split()]
    errors = drained(told)
    return {
        "logdir": os.path.join(logdir, "run"),
        "status": os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]),
        "accepted": accepted,
        "errors": errors,
    }


for line in sys.stdin:
    job = json.loads(line)
    for at in itertools.count(1, job["stride"]):
        answer = run(job, at)
        print(json.dumps(answer), flush=True)
        if answer["status"] == 3:
            break
