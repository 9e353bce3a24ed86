"""Hostile source for `tfv1 check` and other readers of source: bounded cost, and a report."""

import cProfile
import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tfv1.logs.doctor import examine_source
from tfv1.migrate.check import check
from tfv1.migrate.migrate import TARGETS, rewrite
from tfv1.runtime.mode import decision as mode
from tfv1.source import parsing
from tfv1.source.files import find_files
from tfv1.source.project import Project

GOOD = "import tensorflow as tf\ntf.nn.relu\n"


def notebook(*sources):
    return json.dumps({"cells": [{"cell_type": "code", "source": one} for one in sources]})


# Name -> contents, and a part of the sentence that tells what is wrong; "" for what can be checked.
HOSTILE = {
    "rot13.py": ("# coding: rot13\nx = 1\n", "rot13"),
    "hex.py": ("# coding: hex\nx = 1\n", "hex"),
    "bz2.py": ("# coding: bz2\nx = 1\n", "bz2"),
    "idna.py": ("# coding: idna\nx = 1\n", "idna"),
    "punycode.py": ("# coding: punycode\nx = 1\n", "punycode"),
    "undefined.py": ("# coding: undefined\nx = 1\n", "undefined"),
    "unknown.py": ("# coding: unknown\nx = 1\n", "unknown encoding"),
    "utf16.py": ("x = 1\n".encode("utf-16"), "UTF-16"),
    "latin.py": (b"x = '\xe9'\n", "encoding"),
    "nulls.py": ("x = 1\0\n", "null bytes"),
    "bom.py": (b"\xef\xbb\xbfx = 1\n", ""),
    "newlines.py": (b"x = 1\r\ny = 2\nz = 3\r", ""),
    "lambdas.py": (f"x = {'lambda: ' * 3000}1\n", "nested"),
    "parentheses.py": (f"x = {'(' * 3000}{')' * 3000}\n", "nested"),
    "signs.py": (f"x = {'-' * 100_000}1\n", "nested"),
    "sum.py": (f"x = 1{'+1' * 100_000}\n", "nested"),
    "sum_900.py": (f"import tensorflow as tf\nx = tf.nn{'+1' * 900}\n", ""),
    "calls.py": (f"x = f{'()' * 100_000}\n", "nested"),
    "branches.py": ("if x: pass\n" + "elif x: pass\n" * 20_000, "nested"),
    "choices.py": (f"x = {'a if b else ' * 20_000}1\n", "nested"),
    "number.py": (f"x = {'9' * 10_000}\n", "digits"),
    "print_nested.py": (f"print {'(' * 3000}1{')' * 3000}\n", "nested"),
    "print_to.py": ("print >>a, print >>a, b\n", ""),
    "python2.py": ("print 'a'\n", ""),
    "attributes.py": (f"x = a{'.a' * 100_000}\n", "far too long"),
    "endless_name.py": (f"import x, a{'.a' * 200_000}\n", "far too long"),
    "endless_level.py": (f"from {'.' * 200_000} import x, y, z\n", ""),
    "endless_call.py": (f"__import__('a{'.a' * 1900}')\n", ""),
    "aliases.py": ("a0 = b\n" + "".join(f"a{n + 1} = a{n}\n" for n in range(3000)), ""),
    "rebound.py": ("import tensorflow as x\n" + "x = x.nn\n" * 3000, ""),
    "marks.ipynb": (notebook("# tfv1 cell 99\npass  # tfv1 magic 7", "%x\n# tfv1 cell 0"), ""),
    "surrogate.ipynb": (notebook("x = '\ud800'"), "surrogates"),
    "brackets.ipynb": ("[" * 100_000 + "]" * 100_000, "nested"),
    "metadata.ipynb": (f'{{"cells": [], "metadata": {"[" * 100_000}{"]" * 100_000}}}', "nested"),
    "empty.ipynb": ("", "not a notebook"),
    "list.ipynb": ("[]", "not a notebook"),
    "number.ipynb": ("5", "not a notebook"),
    "digits.ipynb": ("9" * 10_000, "not a notebook"),
    "object.ipynb": ("{}", "not a notebook"),
    "cells_5.ipynb": ('{"cells": 5}', "not a notebook"),
    "cell_5.ipynb": ('{"cells": [5]}', "not a notebook"),
    "no_cells.ipynb": ('{"worksheets": [{"cells": 3}]}', "not a notebook"),
    "source_5.ipynb": (notebook(5), "not a notebook"),
    "sources_5.ipynb": (notebook([1, 2]), "not a notebook"),
    "source_none.ipynb": (notebook(None), "not a notebook"),
    "cell_type.ipynb": ('{"cells": [{"cell_type": ["code"], "source": "x"}]}', ""),
}


def write(path, contents):
    data = contents if isinstance(contents, bytes) else contents.encode("utf-8", "surrogatepass")
    path.write_bytes(data)
    return path


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory, monkeypatch):
    """Nothing is read from, or left in, the cache of whoever runs the tests."""
    monkeypatch.setenv("TFV1_CACHE", str(tmp_path_factory.mktemp("cache")))


def run(*arguments, memory=None):
    """The command in its own process, limited to so many bytes of memory."""

    def bounded():
        if memory:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

    return subprocess.run(
        [sys.executable, "-m", "tfv1", *arguments],
        capture_output=True,
        timeout=300,
        preexec_fn=bounded,
        errors="surrogateescape",
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_told_and_the_next_is_checked(tmp_path, name):
    """Its own sentence, or nothing; the file beside it is checked as ever."""
    contents, words = HOSTILE[name]
    write(tmp_path / name, contents)
    write(tmp_path / "zzz.py", GOOD)
    hostile, good = check([tmp_path], processes=1).files
    assert words in hostile.error and bool(words) == bool(hostile.error)
    assert "bug in tfv1" not in hostile.error
    assert good.runs and good.uses["tf.nn.relu"] == 1


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("target", ["tfv1", "tf2-summary"])
def test_a_hostile_file_is_left_by_migrate(tmp_path, name, target):
    """Whatever it holds, rewriting it ends with a result, and never in a fault of ours."""
    path = write(tmp_path / name, HOSTILE[name][0])
    result = rewrite(path, TARGETS[target])
    assert "bug in tfv1" not in result.error
    assert not result.error or not result.changed


@pytest.mark.parametrize("name", [name for name in HOSTILE if name.endswith(".py")])
def test_a_hostile_file_does_not_stop_the_other_readers(tmp_path, name):
    """The choice of a mode, and `doctor --source`, with a good file beside it."""
    path = write(tmp_path / name, HOSTILE[name][0])
    write(tmp_path / "zzz.py", GOOD)
    assert mode.decide(str(path)).mode in (mode.GRAPH, mode.EAGER)
    assert all(finding.note for finding in examine_source(str(tmp_path)))


def test_marks_of_ours_in_a_notebook_are_text(tmp_path):
    """Lines that look like this project's own marks of cells and magic stay as they are."""
    first = "import tensorflow as tf\n# tfv1 cell 99\npass  # tfv1 magic 7"
    second = "%time\n# tfv1 cell 0 \nimport tensorflow as tf"
    path = write(tmp_path / "a.ipynb", notebook(first, second, "x = 1"))
    result = rewrite(path)
    cells = [cell["source"] for cell in json.loads(result.new)["cells"]]
    assert cells == [one.replace("tensorflow", "tfv1") for one in (first, second, "x = 1")]


def test_a_lone_surrogate_in_a_notebooks_output_is_kept(tmp_path):
    """Half an emoji that a program printed is JSON, though no text."""
    held = json.loads(notebook("import tensorflow as tf"))
    held["cells"][0]["outputs"] = [{"text": "é\ud83d"}]
    path = write(tmp_path / "a.ipynb", json.dumps(held))
    result = rewrite(path)
    assert result.new == path.read_bytes().replace(b"import tensorflow", b"import tfv1")


def test_a_huge_file_is_refused_before_it_is_parsed(tmp_path):
    """60 MB of assignments in 1 GB of memory; --limit lets a larger file in."""
    write(tmp_path / "huge.py", "x=1\n" * 15_000_000)
    write(tmp_path / "good.py", GOOD)
    done = run("check", str(tmp_path), memory=1 << 30)
    assert done.returncode == 1
    assert "more than the 4,000,000 bytes allowed; --limit source-bytes" in done.stdout
    assert "good.py" not in done.stdout  # it runs
    write(tmp_path / "huge.py", "x = 1\n" * 20)
    args = ("check", str(tmp_path), "--limit")
    assert run(*args, "source-bytes=100").returncode == 1
    assert run(*args, "source-bytes=200").returncode == 0


def test_an_endless_name_takes_no_memory(tmp_path):
    """Python's parser takes 8 GB and more for this import statement of 400 kB."""
    write(tmp_path / "name.py", HOSTILE["endless_name.py"][0])
    done = run("check", str(tmp_path), memory=1 << 30)
    assert done.returncode == 1
    assert "it has a dotted name that is far too long" in done.stdout


def test_notebooks_are_bounded_with_and_without_their_outputs(tmp_path, monkeypatch):
    """The file as a whole, and the code in it."""
    path = write(tmp_path / "a.ipynb", notebook("x = 1\n" * 100, "y"))
    for limits, words in [
        ("source-bytes=100", "its code is too large"),
        ("notebook-bytes=100", "100 bytes"),
        ("source-bytes=1000", ""),
    ]:
        monkeypatch.setenv("TFV1_LIMITS", limits)
        (file,) = check([path]).files
        assert words in file.error and bool(words) == bool(file.error)


@pytest.mark.parametrize("name", ["pipe.py", "pipe.ipynb"])
def test_a_pipe_is_told_and_never_waited_for(tmp_path, name):
    """By each command that reads source; nobody writes into the pipe."""
    os.mkfifo(tmp_path / name)
    write(tmp_path / "good.py", GOOD)
    done = run("check", str(tmp_path))
    assert done.returncode == 1 and f"{name}: not checked" in done.stdout
    assert "it is a pipe or a device" in done.stdout
    assert run("check", str(tmp_path / name)).returncode == 1
    done = run("migrate", str(tmp_path))
    assert done.returncode == 1 and "+import tfv1 as tf" in done.stdout
    assert not [one for one in examine_source(str(tmp_path)) if not one.note]


def test_a_device_is_told(tmp_path):
    """A link to /dev/zero would be read for ever."""
    (tmp_path / "zero.py").symlink_to("/dev/zero")
    (file,) = check([tmp_path]).files
    assert "it is a pipe or a device" in file.error


def test_links_in_circles_and_to_nothing_are_passed(tmp_path):
    """Two folders with two links each to the other; each file is found once."""
    for name, other in (("a", "b"), ("b", "a")):
        (tmp_path / name).mkdir()
        write(tmp_path / name / "good.py", GOOD)
        (tmp_path / name / "one").symlink_to(f"../{other}")
        (tmp_path / name / "two").symlink_to(f"../{other}")
    (tmp_path / "loop.py").symlink_to("loop.py")
    (tmp_path / "gone.py").symlink_to("nowhere")
    files = [str(path.relative_to(tmp_path)) for path in find_files([tmp_path])]
    assert files == ["a/good.py", "b/good.py"]


def test_folders_deeper_than_python_calls_are_searched(tmp_path, monkeypatch):
    """1,200 folders inside each other, with a file at the end."""
    monkeypatch.chdir(tmp_path)
    for _ in range(1200):
        os.mkdir("d")
        os.chdir("d")
    Path("good.py").write_text(GOOD)
    try:
        assert len(find_files([tmp_path])) == 1
    finally:  # pytest cannot remove such a tree
        Path("good.py").unlink()
        for _ in range(1200):
            os.chdir("..")
            os.rmdir("d")


@pytest.mark.skipif(os.geteuid() == 0, reason="root can list every folder")
def test_a_folder_that_cannot_be_listed_is_told(tmp_path):
    """What is in it was not checked."""
    write(tmp_path / "good.py", GOOD)
    (tmp_path / "closed").mkdir(mode=0)
    closed, good = check([tmp_path]).files
    assert "Permission denied" in closed.error and good.runs


def stars(folder, modules, names=3):
    """Modules that star-import each other, and use names that no module has."""
    folder.mkdir()
    for one in range(modules):
        lines = [f"from m{other} import *\n" for other in range(modules) if other != one]
        lines += [f"x{one}_{n} = y{n}\n" for n in range(names)]
        write(folder / f"m{one}.py", "".join(lines))
    return folder


def test_modules_that_star_import_each_other_take_a_lookup_each(tmp_path, monkeypatch):
    """No name is looked up in a module twice; all ways through seven modules are 13,700."""
    lookups = []
    exported = Project._exported

    def counting(self, module, parts, *seen):
        lookups.append((module, parts))
        return exported(self, module, parts, *seen)

    monkeypatch.setattr(Project, "_exported", counting)
    check([stars(tmp_path / "p", 7)], processes=1)
    assert 0 < len(lookups) <= 7 * 7 * 3


def test_a_name_behind_a_circle_of_star_imports_is_found(tmp_path):
    """What one of them has from TensorFlow counts in the others."""
    folder = stars(tmp_path / "p", 5)
    write(folder / "m3.py", "from m4 import *\nfrom tensorflow import pack as y1\n")
    result = check([folder], processes=1)
    lost = {file.path.name: file.status for file in result.files}
    assert lost["m3.py"] == "needs" and lost["m0.py"] != "fine"
    assert "tf.pack" in result.files[0].uses


def test_names_that_lead_to_each_other_with_more_each_time_end(tmp_path):
    """`x` is b.x.q there and a.x.q here: every turn would add a part."""
    write(tmp_path / "a.py", "import b\nx = b.x.q if b else b.x.r\nx.y\n")
    write(tmp_path / "b.py", "import a\nx = a.x.q if a else a.x.r\n")
    assert len(check([tmp_path], processes=1).files) == 2


def test_a_file_that_kills_its_process_is_told_and_the_rest_is_checked(tmp_path, monkeypatch):
    """As one that the system ends for its memory would, among thirty others."""
    parse = parsing.parse

    def killing(source):
        if source.path.name == "m10.py":
            os._exit(9)
        return parse(source)

    monkeypatch.setattr(parsing, "parse", killing)
    for number in range(30):
        write(tmp_path / f"m{number:02}.py", GOOD)
    files = check([tmp_path], processes=2).files
    assert [file.path.name for file in files if file.error] == ["m10.py"]
    assert "was killed" in files[10].error
    assert sum(file.runs for file in files) == 29


# Sources of n lines, each of which once made every other line be looked at.
REPEATED = {
    "writers": lambda n: "w = tf.summary.FileWriter('a')\n" * n,
    "flushed": lambda n: "".join(
        f"w{i} = tf.summary.FileWriter(d{i})\nw{i}.add_summary(s)\n" for i in range(n)
    ),
    "closed": lambda n: "w = tf.summary.FileWriter(d)\nw.close()\n" * n,
    "chain": lambda n: (
        "m = tf.summary.merge_all()\nx0 = tf.placeholder(1)\n"
        + "".join(f"x{i} = x{i - 1}\n" for i in range(n, 0, -1))
        + f"tf.summary.scalar('a', x{n})\nsess.run(m)\nsess.run(m, {{}})\n"
    ),
    "scalars": lambda n: "for i in j:\n" + "  tf.summary.scalar('a', i)\n  s.run(x)\n" * n,
    "merged": lambda n: "tf.summary.scalar('a', b)\nm = tf.summary.merge_all()\n" * n,
    "rebound": lambda n: "x = f(x.nn)\nx = tf\n" * n,
    "lost": lambda n: "tf.pack(tf.mul(1, 2))\n" * n,
    "python2": lambda n: "print 'a'\n" * n,
}


@pytest.mark.parametrize("name", REPEATED)
def test_what_a_check_does_grows_with_the_source_alone(tmp_path, name):
    """For twice the lines twice the calls of functions, and not four times."""
    counts = []
    for lines in (150, 300):
        text = "import tensorflow as tf\n" + REPEATED[name](lines)
        path = write(tmp_path / f"{lines}.py", text)
        check([path], processes=1)  # what is loaded and cached once does not count
        profile = cProfile.Profile()
        profile.runcall(check, [path], processes=1)
        counts.append(sum(entry.callcount for entry in profile.getstats()))
    assert counts[1] < 2.5 * counts[0]


def test_one_long_line_of_many_bytes_to_a_character_is_rewritten(tmp_path):
    """Places in it are counted in bytes by the parser, and in characters by the rewriting."""
    line = "é = '\U0001f600'; " + "import tensorflow as tf; " * 50
    path = write(tmp_path / "a.py", line + "\n")
    assert rewrite(path).new.decode() == line.replace("tensorflow", "tfv1") + "\n"


NAMES = [
    "\x1b[2J\x1b]0;title\x07.py",
    "<script>x.py",
    "line\nbreak.py",
    os.fsdecode(b"\xff\xfe.py"),
]


@pytest.fixture
def odd_names(tmp_path):
    """Files with names, and quoted text, that terminals and browsers obey."""
    folder = tmp_path / "odd"
    folder.mkdir()
    for name in NAMES:
        text = "import tensorflow as tf\ntf.pack\nopen('/home/\x1b[2J<script>')\n__import__(x)\n"
        write(folder / name, text)
    write(folder / "broken\x1b.py", "def f(:\n")
    return folder


def is_harmless(text):
    return not any((ord(c) < 32 and c != "\n") or 0x7F <= ord(c) < 0xA0 for c in text)


def test_a_report_has_no_control_characters(odd_names, tmp_path):
    """Text, JSON and the page, of names and of text in the source; every file is in them."""
    page = tmp_path / "page.html"
    done = run("check", str(odd_names), "--html", str(page))
    assert (done.returncode, done.stderr) == (1, "")
    shown = page.read_text(encoding="utf-8")
    assert is_harmless(done.stdout) and is_harmless(shown)
    assert "<script" not in shown and shown.count("<details") == 5
    assert "\\x1b[2J" in done.stdout and "\\udcff" in done.stdout
    done = run("check", str(odd_names), "--json")
    assert is_harmless(done.stdout) and len(json.loads(done.stdout)["files"]) == 5


@pytest.mark.parametrize("option", [(), ("--write",), ("--output", "new")])
def test_migrate_prints_no_control_characters(odd_names, tmp_path, option):
    """Neither in its diff nor in its report."""
    option = [*option[:1], *(str(tmp_path / one) for one in option[1:])]
    done = run("migrate", str(odd_names), *option)
    assert done.returncode == 1  # one file cannot be parsed
    assert is_harmless(done.stdout) and is_harmless(done.stderr)
    assert "Traceback" not in done.stderr
