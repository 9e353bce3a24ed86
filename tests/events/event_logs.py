"""For the writer's tests: a reader that shares nothing with the package, and child processes."""

import os
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path

import google_crc32c
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.backend.event_processing.event_file_loader import RawEventFileLoader
from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.compat.proto.summary_pb2 import Summary

from tests.support.environment import of_a_child


def scalar(tag, value=0.5):
    """A serialised Summary of one scalar."""
    return Summary(value=[Summary.Value(tag=tag, simple_value=value)]).SerializeToString()


def mask(crc):
    """The masked form in which checksums are stored."""
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def records(path):
    """The data of each record of a file; fails where the file is anything but whole records."""
    content = Path(path).read_bytes()
    found = []
    offset = 0
    while offset < len(content):
        (length,), (checksum,) = (
            struct.unpack_from(form, content, at)
            for form, at in (("<Q", offset), ("<I", offset + 8))
        )
        assert checksum == mask(google_crc32c.value(content[offset : offset + 8])), path
        data = content[offset + 12 : offset + 12 + length]
        assert len(data) == length, f"{path} ends inside a record"
        (checksum,) = struct.unpack_from("<I", content, offset + 12 + length)
        assert checksum == mask(google_crc32c.value(data)), path
        found.append(data)
        offset += 16 + length
    return found


def files(logdir):
    """The event files of a directory, in the order of their names, as TensorBoard reads them."""
    return sorted(str(path) for path in Path(logdir).rglob("*tfevents*"))


def events(path):
    """All events of a file, or of a directory's files one after the other."""
    if Path(path).is_dir():
        return [event for file in files(path) for event in events(file)]
    return [Event.FromString(data) for data in records(path)]


def steps(path):
    """The steps of the summaries in a file or directory."""
    return [event.step for event in events(path) if event.HasField("summary")]


def check_with_tensorboard(logdir):
    """Every file begins with its version, and TensorBoard reads of it what `records` does."""
    for directory in {os.path.dirname(path) for path in files(logdir)}:
        EventAccumulator(directory).Reload().Tags()
    for path in files(logdir):
        mine = records(path)
        if mine:  # a process may have been killed between making a file and writing to it
            assert Event.FromString(mine[0]).file_version == "brain.Event:2", path
        assert list(RawEventFileLoader(path).Load()) == mine


PRELUDE = """
import atexit, os, signal, sys, threading, time
at_the_end = []  # called after the package's own exit handler, which is registered later
atexit.register(lambda: [function() for function in at_the_end])
from tensorboard.compat.proto.summary_pb2 import Summary
from tfv1.events import EventWriter, StorageError

def scalar(tag, value=0.5):
    return Summary(value=[Summary.Value(tag=tag, simple_value=value)]).SerializeToString()

def say(text):
    os.write(1, f"{text}\\n".encode())

"""


def start(source, *arguments, **options):
    """A child process that runs `source` after PRELUDE, its output and errors in pipes."""
    command = [sys.executable, "-c", PRELUDE + source, *map(str, arguments)]
    options.setdefault("env", of_a_child())
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options
    )


def run(source, *arguments, expect=0, **options):
    """Runs such a child to its end; its output and errors, when it exits as expected."""
    child = start(source, *arguments, **options)
    output, errors = child.communicate(timeout=120)
    assert child.returncode == expect, errors
    return output, errors


def wait_until(condition, patience=60):
    """Returns once `condition()` is true; fails when it does not become so."""
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.005)


def in_threads(count, function):
    """Runs `function(n)` in `count` threads at once; raises what one of them raised."""
    raised = []
    barrier = threading.Barrier(count)

    def body(n):
        barrier.wait()
        try:
            function(n)
        except BaseException as error:
            raised.append(error)
            raise

    threads = [threading.Thread(target=body, args=(n,), daemon=True) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive(), "a thread hangs"
    if raised:
        raise raised[0]
