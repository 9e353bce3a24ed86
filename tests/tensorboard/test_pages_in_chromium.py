"""TensorBoard's pages, in a browser, draw what an example wrote."""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.support.browser import Browser, Corners, browsing
from tests.support.tensorboard import DATA_SERVERS, Server
from tests.tensorboard import written_events

pytestmark = pytest.mark.browser

RUN = "vid2depth/logs"


@pytest.fixture(scope="module")
def browser(
    server_of: Callable[[str], Server], run_example: Callable[[str], None]
) -> Iterator[Browser]:
    """The pages are the same with both data servers."""
    run_example("vid2depth")
    server = server_of(DATA_SERVERS["data-server"])
    server.wait_until(lambda: RUN in server.get("plugin/scalars/tags"))
    with browsing(server.url) as running:
        yield running


@pytest.fixture(scope="module")
def written(browser: Browser, logdir: Path) -> dict[str, list[tuple[int, float]]]:
    """{tag: points} in the example's file."""
    return written_events.values(logdir, "vid2depth", written_events.SCALAR)[RUN]


def test_curves_of_the_scalars_page(
    browser: Browser, written: dict[str, list[tuple[int, float]]]
) -> None:
    """The lines that are drawn have a corner for each point, where its step and its value are."""
    browser.open("#scalars&tagFilter=^(tx|tz)$&_smoothingWeight=0")
    points = {tag: np.array(written[tag]) for tag in ("tx", "tz")}

    def drawn() -> dict[str, list[Corners]] | None:
        curves = browser.curves()
        corners = {tag: [len(line) for line in curves.get(tag, [])] for tag in points}
        return curves if corners == {tag: [len(points[tag])] for tag in points} else None

    curves = browser.wait_until(drawn)
    for tag in points:
        [line] = curves[tag]
        for axis, direction in ((0, 1), (1, -1)):  # on a screen the larger value is nearer to 0
            pixels, numbers = np.array(line)[:, axis], points[tag][:, axis]
            scale, offset = np.polyfit(numbers, pixels, 1)
            np.testing.assert_allclose(scale * numbers + offset, pixels, atol=0.1)
            assert scale * direction > 0


def test_a_curve_of_the_time_series_page(
    browser: Browser, written: dict[str, list[tuple[int, float]]]
) -> None:
    """The first page has a card with the last value, and a line in its run's colour."""
    browser.open("?tagFilter=^tx$&smoothing=0#timeseries")
    last_step, last_value = written["tx"][-1]

    def in_table() -> bool:
        rows = browser.find("scalar-card", "tb-data-table-content-row")
        cells = [row.text.split("\n")[:3] for row in rows]
        return cells == [[RUN, f"{last_value:.4g}", str(last_step)]]

    browser.wait_until(in_table)

    def drawn() -> bool:
        swatches = browser.find("scalar-card", "tb-data-table-content-row", ".row-circle span")
        charts = browser.find("scalar-card", "line-chart")
        if not (len(swatches) == len(charts) == 1):  # the page is put together anew
            return False
        colour = re.findall(r"\d+", swatches[0].value_of_css_property("background-color"))[:3]
        picture = Image.open(io.BytesIO(charts[0].screenshot_as_png)).convert("RGB")
        is_line = np.abs(np.asarray(picture, int) - np.array(colour, int)).max(axis=2) < 16
        return is_line.any(axis=0).mean() > 0.5  # of the columns; the line goes from 0 to step 39

    browser.wait_until(drawn)


def test_nodes_of_the_graphs_page(browser: Browser) -> None:
    """The program's scopes and variables are drawn as nodes of the graph."""
    browser.open("#graphs")

    def choose() -> bool:
        items = browser.find("tf-graph-controls", "paper-item")  # also those of a closed menu
        found = [item for item in items if item.get_property("textContent").strip() == RUN]
        for item in found:
            browser.driver.execute_script("arguments[0].click()", item)
        return bool(found)

    browser.wait_until(choose)

    def nodes() -> set[str]:
        drawn = [node for node in browser.find("tf-graph-scene", "g.node") if node.size["width"]]
        return {node.get_attribute("data-name") for node in drawn}

    wanted = {"ego_motion", "residual_height", "icp", "gradients"}
    browser.wait_until(lambda: wanted <= nodes())
