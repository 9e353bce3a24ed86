"""The page that `tfv1 check --html` writes."""

from html.parser import HTMLParser

import pytest

from tests.migrate.projects import make, tfv1

FILES = {
    "fine.py": "import tensorflow as tf\ntf.nn.relu",
    "slim.py": "from tensorflow.contrib import slim\nslim.conv2d\nslim.conv2d",
    "lost.py": "import tensorflow as tf\nx = 1\ntf.nope(x)\nopen('/home/<b>&\"x')\n",
    "dynamic.py": "name = 'x'\n__import__(name)\n",
    "broken.py": "def f(:\n",
    "odd & <i>.py": "x = 1\n",
}


class Page(HTMLParser):
    """What a browser would show of it: for each file whether it is open, its title and rows."""

    def __init__(self, text):
        super().__init__()
        self.files = []
        self.lists = {}
        self.heading = ""
        self.summary = ""
        self.loaded = []
        self._path = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.loaded += [values[name] for name in ("src", "href") if name in values]
        if tag == "details":
            self.files.append({"open": "open" in values, "title": "", "rows": []})
        elif tag == "tr":
            self.files[-1]["rows"].append([values["class"]])
        elif tag == "td":
            self.files[-1]["rows"][-1].append("")
        elif tag == "li":
            self.lists.setdefault(self.heading, []).append("")
        elif tag == "h2":
            self.heading = ""
        self._path.append(tag)

    def handle_endtag(self, tag):
        while self._path.pop() != tag:  # cells need no end
            pass

    def handle_data(self, data):
        where = self._path[-1] if self._path else ""
        if where == "summary":
            self.files[-1]["title"] += data
        elif "tr" in self._path and data.strip():
            self.files[-1]["rows"][-1][-1] += data
        elif "li" in self._path:
            self.lists[self.heading][-1] += data
        elif where == "h2":
            self.heading += data
        elif where == "p":
            self.summary += data


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """The page about FILES."""
    folder = make(tmp_path_factory.mktemp("page"), FILES)
    done = tfv1("check", folder, "--html", folder / "page.html", cache=folder / "cache")
    assert done.returncode == 1, done.stderr
    return Page((folder / "page.html").read_text(encoding="utf-8"))


def test_it_begins_with_the_summary_and_what_to_do(page):
    """As the text does, with the commands and the number of files that need each."""
    assert page.summary.startswith("6 files, 3 expected to run, 1 could not be checked; ")
    assert page.lists["To do"] == ["tfv1 contrib install for 1 file"]


def test_every_file_has_a_part_that_is_open_where_there_is_something_to_do(page):
    """With the verdict in its title; what runs is folded."""
    titles = {file["title"].rpartition("/")[2].strip(): file["open"] for file in page.files}
    assert titles == {
        "broken.py: not checked cannot be parsed: invalid syntax (line 1)": True,
        "dynamic.py: is expected to run": False,
        "fine.py: is expected to run": False,
        "lost.py: does not run as it is": True,
        "odd & <i>.py: is expected to run": False,
        "slim.py: runs when something is done first": True,
    }


def test_findings_are_rows_with_status_places_subject_and_advice(page):
    """The worst first, equal ones together, and text from the source as text."""
    rows = {file["title"].rpartition("/")[2][:4]: file["rows"] for file in page.files}
    lost, path = rows["lost"][:2]
    assert lost[:4] == ["lost", "lost", "line 3", "tf.nope"]
    assert "neither TensorFlow 1.15 nor tfv1" in lost[4]
    assert path[:4] == ["note", "note", "line 4", '/home/<b>&"x']
    slim = next(row for row in rows["slim"] if row[3] == "tf.contrib.slim.conv2d")
    assert slim[2] == "line 2, line 3"


def test_it_says_what_was_not_checked(page):
    """In general, and each place that the check could not follow."""
    assert any("dynamic.py, line 2: __import__" in line for line in page.lists["Not checked"])
    assert len(page.lists["Not checked"]) >= 4


def test_it_loads_nothing(page):
    """One file, to be sent to somebody: no script, style or image from elsewhere."""
    assert page.loaded == []
