"""TensorBoard's pages in a headless Chromium.

It is the one that is installed, as by Debian's packages chromium and chromium-driver: nothing is
downloaded.
"""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException, TimeoutException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from tests.support.tensorboard import NO_PROXY

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")

_PATIENCE_SECS = 180
_ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",  # needs user namespaces, which containers lack
    "--disable-dev-shm-usage",  # which containers have little of
    "--disable-gpu",
    "--enable-unsafe-swiftshader",  # draws WebGL without a GPU: the curves of the first page
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)

# The elements that match the last selector, inside of those that match the ones before it. The
# pages are nested shadow trees, into which an ordinary search does not look.
_FIND = """
function below(node, selector, found) {
  for (const child of [...(node.shadowRoot ? node.shadowRoot.children : []), ...node.children]) {
    if (child.matches(selector)) found.push(child);
    below(child, selector, found);
  }
  return found;
}
return arguments[0].reduce(
  (nodes, selector) => nodes.flatMap(node => below(node, selector, [])), [document.body]);
"""
_CURVES = (
    _FIND.replace("return arguments", "const cards = arguments")
    + """
return cards.map(
  card => [card.tag, below(card, "path.line", []).map(path => path.getAttribute("d") || "")]);
"""
)

Corners = list[tuple[float, float]]


class Browser:
    """A tab that shows TensorBoard's pages; `driver` is Selenium's."""

    def __init__(self, driver: webdriver.Chrome, url: str) -> None:
        self.driver = driver
        self._url = url

    def open(self, page: str) -> None:
        """Loads a page, such as "?smoothing=0#timeseries"."""
        self.driver.get("about:blank")  # where only what is behind the # differs, nothing is loaded
        self.driver.get(self._url + page)

    def find(self, *selectors: str) -> list[WebElement]:
        """The elements that match the last selector, inside of those that match the others."""
        return self.driver.execute_script(_FIND, selectors)

    def curves(self) -> dict[str, list[Corners]]:
        """{tag: [the corners of a line, in pixels from the top left]} of the SCALARS page."""
        cards = self.driver.execute_script(_CURVES, ["tf-scalar-card"])
        return {tag: [_corners(path) for path in paths if path] for tag, paths in cards}

    def wait_until(self, condition: Callable[[], Any]) -> Any:
        """Calls `condition` until it returns something true, which it returns."""
        wait = WebDriverWait(
            self.driver, _PATIENCE_SECS, ignored_exceptions=[StaleElementReferenceException]
        )
        try:
            return wait.until(lambda _driver: condition())
        except TimeoutException as error:
            shown = self.driver.execute_script("return document.body.innerText")
            errors = self.driver.get_log("browser")
            raise AssertionError(f"{self.driver.current_url} has\n{shown}\n{errors}") from error


@contextlib.contextmanager
def browsing(url: str, width: int = 1400, height: int = 1000) -> Iterator[Browser]:
    """A Chromium with a profile of its own, for the pages of the TensorBoard at `url`."""
    with tempfile.TemporaryDirectory() as profile, mock.patch.dict(os.environ, NO_PROXY):
        options = webdriver.ChromeOptions()
        options.binary_location = CHROMIUM
        arguments = [f"--user-data-dir={profile}", f"--window-size={width},{height}"]
        for argument in (*_ARGUMENTS, *arguments):
            options.add_argument(argument)
        driver = webdriver.Chrome(options, Service(executable_path=DRIVER))
        try:
            driver.set_script_timeout(_PATIENCE_SECS)
            yield Browser(driver, url)
        finally:
            driver.quit()


def _corners(path: str) -> Corners:
    """Of an SVG path of straight lines: M1,2L3,4L5,6; a point alone is drawn as M1,2Z."""
    pairs = (pair.split(",") for pair in path[1:].rstrip("Z").split("L"))
    return [(float(x), float(y)) for x, y in pairs]
