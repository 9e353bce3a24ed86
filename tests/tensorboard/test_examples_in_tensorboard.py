"""TensorBoard shows what the examples wrote: the same tags, steps and values as in their files."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from google.protobuf import text_format
from tensorboard.compat.proto import config_pb2, graph_pb2

from tests.support.tensorboard import Server
from tests.tensorboard import written_events

RunExample = Callable[[str], None]


def tags(server: Server, plugin: str, name: str) -> dict[str, list[str]]:
    """{run: sorted tags} that a dashboard offers for the runs of an example."""
    answer = server.get(f"plugin/{plugin}/tags")
    return {run: sorted(answer[run]) for run in answer if run.split("/")[0] == name}


def wait_for_values(server: Server, plugin: str, name: str, written: Any, ask: Any) -> None:
    """Waits until a dashboard has the tags of `written`, and `ask(run, tag)` their points."""
    assert written
    offered = {run: sorted(written[run]) for run in written}
    server.wait_until(lambda: tags(server, plugin, name), offered)
    for run in written:
        for tag, points in written[run].items():
            wanted = sorted(points, key=lambda point: point[0])
            server.wait_until(lambda run=run, tag=tag: ask(run, tag), wanted)


@pytest.mark.parametrize("name", ["vid2depth", "mnist", "object_detection"])
def test_scalars(server: Server, logdir: Path, run_example: RunExample, name: str) -> None:
    """Every scalar of every run has the steps and the exact values that are in its file."""
    run_example(name)
    written = written_events.values(logdir, name, written_events.SCALAR)
    wait_for_values(server, "scalars", name, written, server.points)


@pytest.mark.parametrize("name", ["mnist", "object_detection"])
def test_images(server: Server, logdir: Path, run_example: RunExample, name: str) -> None:
    """Every image is served as the PNG that is in the file."""
    run_example(name)
    images = written_events.values(logdir, name, written_events.IMAGE)
    written = {
        run: {
            tag: [(step, image.encoded_image_string) for step, image in points]
            for tag, points in images[run].items()
        }
        for run in images
    }

    def shown(run: str, tag: str) -> list[tuple[int, bytes]]:
        return [
            (image["step"], server.get_bytes(f"plugin/images/individualImage?{image['query']}"))
            for image in server.get("plugin/images/images", run=run, tag=tag, sample=0)
        ]

    wait_for_values(server, "images", name, written, shown)


def test_histograms(server: Server, logdir: Path, run_example: RunExample) -> None:
    """Every histogram has the counts and the edges of its buckets."""
    run_example("mnist")
    histograms = written_events.values(logdir, "mnist", written_events.HISTOGRAM)
    written = {
        run: {
            tag: [
                (step, filled(list(zip(h.bucket_limit, h.bucket, strict=True))))
                for step, h in points
            ]
            for tag, points in histograms[run].items()
        }
        for run in histograms
    }

    def shown(run: str, tag: str) -> list[tuple[int, Any]]:
        answer = server.get("plugin/histograms/histograms", run=run, tag=tag)
        return [
            (step, filled([(right, count) for _left, right, count in bars]))
            for _wall_time, step, bars in answer
        ]

    wait_for_values(server, "histograms", "mnist", written, shown)


def filled(buckets: list[tuple[float, float]]) -> Any:
    """([right edges], [counts]) of the buckets with something in them.

    The last edge is left out: the loader in Python makes it the maximum, the data server does not.
    """
    some = [(rounded(edge), count) for edge, count in buckets if count]
    return [edge for edge, _count in some[:-1]], [count for _edge, count in some]


def rounded(edge: float) -> str:
    """An edge to four digits: TensorBoard's loader in Python keeps them as float32."""
    return f"{edge:.3e}"


def test_distributions(server: Server, logdir: Path, run_example: RunExample) -> None:
    """Every histogram's distribution rises from its minimum to its maximum."""
    run_example("mnist")
    histograms = written_events.values(logdir, "mnist", written_events.HISTOGRAM)
    written = {
        run: {
            tag: [(step, [rounded(h.min), rounded(h.max), True]) for step, h in points]
            for tag, points in histograms[run].items()
        }
        for run in histograms
    }

    def shown(run: str, tag: str) -> list[tuple[int, Any]]:
        found = []
        answer = server.get("plugin/distributions/distributions", run=run, tag=tag)
        for _wall_time, step, percentiles in answer:
            values = [value for _basis_point, value in percentiles]
            ends = [rounded(values[0]), rounded(values[-1])]
            found.append((step, [*ends, values == sorted(values)]))
        return found

    wait_for_values(server, "distributions", "mnist", written, shown)


@pytest.mark.parametrize("name", ["vid2depth", "mnist"])
def test_graphs(server: Server, logdir: Path, run_example: RunExample, name: str) -> None:
    """The graph has the nodes, inputs and attributes that the program's graph had."""
    run_example(name)
    written = written_events.graphs(logdir, name)
    assert written
    for run, graph in written.items():
        assert len(graph.node) > 20
        server.wait_until(lambda run=run: shown_graph(server, run), graph)


def shown_graph(server: Server, run: str) -> graph_pb2.GraphDef:
    return text_format.Parse(server.get("plugin/graphs/graph", run=run), graph_pb2.GraphDef())


def test_run_metadata(server: Server, logdir: Path, run_example: RunExample) -> None:
    """The timings of a traced step are offered by their tag, with every device and node."""
    run_example("mnist")
    written = written_events.run_metadata(logdir, "mnist")
    assert {run: set(found) for run, found in written.items()} == {"mnist/logs/train": {"step019"}}

    def shown() -> config_pb2.RunMetadata:
        run = {"run": "mnist/logs/train", "tag": "step019"}
        answer = server.get("plugin/graphs/run_metadata", **run)
        return text_format.Parse(answer, config_pb2.RunMetadata())

    server.wait_until(shown, written["mnist/logs/train"]["step019"])
    offered = server.get("plugin/graphs/info")["mnist/logs/train"]["tags"]
    assert {tag: offered[tag]["profile"] for tag in offered} == {"step019": True}
