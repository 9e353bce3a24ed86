"""TensorBoard shows what a session loop wrote: values that are known without reading its files."""

import io
import wave
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.support.tensorboard import Server
from tests.tensorboard import known_values
from tests.tensorboard.known_values import STEPS
from tests.tensorboard.running_session import RunningSession

RUN = "session/kinds"


@pytest.fixture(autouse=True)
def written(session_program: RunningSession) -> None:
    """The program has written its runs."""


def test_scalars_of_a_session(server: Server) -> None:
    """The mean of 1, 2, ... 100 is 50.5, at the next step twice that."""
    server.wait_for_points([(step, 50.5 * (step + 1)) for step in STEPS], RUN, "metrics/average")


def test_images_of_a_session(server: Server) -> None:
    """The pixels of every step are those that were fed."""

    def pixels() -> list[Any]:
        shown = server.get("plugin/images/images", run=RUN, tag="picture/image/0", sample=0)
        files = [server.get_bytes(f"plugin/images/individualImage?{one['query']}") for one in shown]
        decoded = [np.asarray(Image.open(io.BytesIO(file))).tolist() for file in files]
        return [(one["step"], picture) for one, picture in zip(shown, decoded, strict=True)]

    wanted = [(step, known_values.picture(step).tolist()) for step in STEPS]
    server.wait_until(pixels, wanted)


def test_audio_of_a_session(server: Server) -> None:
    """The sound of every step has the rate and the samples that were fed, as 16-bit numbers."""
    query = {"run": RUN, "tag": "tone/audio/0", "sample": 0}

    def steps() -> list[int]:
        return [sound["step"] for sound in server.get("plugin/audio/audio", **query)]

    server.wait_until(steps, list(STEPS))
    for sound in server.get("plugin/audio/audio", **query):
        content = server.get_bytes(f"plugin/audio/individualAudio?{sound['query']}")
        with wave.open(io.BytesIO(content)) as audio:
            assert (audio.getframerate(), audio.getnchannels()) == (known_values.RATE, 1)
            samples = np.frombuffer(audio.readframes(audio.getnframes()), "<i2")
        tone = known_values.tone(sound["step"])[:, 0]
        np.testing.assert_allclose(samples / 32767, tone, atol=1 / 32767)


def test_histograms_of_a_session(server: Server) -> None:
    """The buckets count 100 numbers, as many below an edge as there are."""

    def histograms() -> list[Any]:
        return server.get("plugin/histograms/histograms", run=RUN, tag="numbers")

    server.wait_until(lambda: [step for _time, step, _bars in histograms()], list(STEPS))
    for _time, step, bars in histograms():
        numbers = known_values.numbers(step)
        _lefts, rights, counts = np.array(bars).T
        # The last edge, the maximum itself, belongs to its bucket.
        below = [np.sum(numbers < edge) for edge in rights[:-1]]
        assert [*below, 100] == np.cumsum(counts).tolist()


def test_distributions_of_a_session(server: Server) -> None:
    """The percentiles of 1, 2, ... 100 are these numbers, within the width of a bucket."""

    def distributions() -> list[Any]:
        return server.get("plugin/distributions/distributions", run=RUN, tag="numbers")

    server.wait_until(lambda: [step for _time, step, _points in distributions()], list(STEPS))
    for _time, step, points in distributions():
        basis_points, numbers = np.array(points).T
        exact = 1 + 99 * basis_points / 10000
        np.testing.assert_allclose(numbers / (step + 1), exact, rtol=0.1)


def test_text_of_a_session(server: Server) -> None:
    """A note's Markdown is shown as HTML, at the step that it was written for."""

    def notes() -> list[Any]:
        shown = server.get("plugin/text/text", run=RUN, tag="note")
        return [(note["step"], note["text"].splitlines()) for note in shown]

    body = "<p>written by a <em>session</em></p>"
    server.wait_until(notes, [(step, [f"<h1>Step {step}</h1>", body]) for step in STEPS])


def test_the_graph_and_the_timings_of_a_session(server: Server) -> None:
    """The graph has the summary's scope; the traced step has the time of its nodes."""

    def graph_and_timings() -> tuple[bool, bool]:
        graph = server.get("plugin/graphs/graph", run=RUN)
        timings = server.get("plugin/graphs/run_metadata", run=RUN, tag=f"step{STEPS[-1]:03d}")
        name = "metrics/average"
        return f'name: "{name}"' in graph, f'node_name: "{name}"' in timings

    server.wait_until(graph_and_timings, (True, True))


def test_every_dashboard_has_a_tab(server: Server) -> None:
    """What the program wrote makes the tabs of the page appear."""
    tabs = {"scalars", "images", "audio", "histograms", "distributions", "text", "graphs"}
    tabs |= {"timeseries"}

    def enabled() -> set[str]:
        plugins = server.get("plugins_listing")
        return {name for name in tabs if plugins[name]["enabled"]}

    server.wait_until(enabled, tabs)


def test_a_training_that_was_restarted(server: Server) -> None:
    """Steps after the checkpoint that the second attempt repeats have its values only."""
    first = range(1, known_values.CHECKPOINT + 1)
    second = range(known_values.CHECKPOINT + 1, known_values.END + 1)
    points = [(step, known_values.loss(1, step)) for step in first]
    points += [(step, known_values.loss(2, step)) for step in second]
    server.wait_for_points(points, "session/restarted", "loss")


def test_what_is_written_shows_while_the_writer_is_open(
    server: Server, session_program: RunningSession
) -> None:
    """A step of a loop in another process shows before its writer is flushed or closed."""
    for _ in range(3):
        session_program.write_a_step()
        points = [(step, step / 2) for step in session_program.steps]
        server.wait_for_points(points, f"{session_program.name}/live", "half")
