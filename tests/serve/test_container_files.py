"""scripts/serve's Dockerfile and compose.yaml, as far as they can be checked without an engine."""

import json
import re
import subprocess
from pathlib import Path

import yaml

FOLDER = Path(__file__).resolve().parents[2] / "scripts" / "serve"
NGINX = (FOLDER / "nginx.conf").read_text()
INSTRUCTIONS = {"FROM", "ARG", "RUN", "USER", "ENV", "VOLUME", "EXPOSE", "HEALTHCHECK", "CMD"}


def dockerfile():
    """The instructions as (name, argument), continued lines joined, comments left out."""
    text = (FOLDER / "Dockerfile").read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [tuple(line.split(None, 1)) for line in lines]


def compose():
    return yaml.safe_load((FOLDER / "compose.yaml").read_text())


def flags(command):
    """The values that a tensorboard command gives by flag."""
    assert command[0] == "tensorboard" and all(isinstance(word, str) for word in command)
    return dict(zip(command[1::2], command[2::2], strict=True))


def commands():
    cmd = dict(dockerfile())["CMD"]
    return {
        "Dockerfile": json.loads(cmd),
        "compose": compose()["services"]["tensorboard"]["command"],
    }


def test_the_dockerfile_is_well_formed():
    """It has known instructions from FROM on, shell commands that parse, and exec forms in JSON."""
    instructions = dockerfile()
    assert instructions[0][0] == "FROM"
    assert {name for name, _ in instructions} <= INSTRUCTIONS
    for name, argument in instructions:
        if name == "RUN":
            subprocess.run(["sh", "-n", "-c", argument], check=True)
        if name in ("CMD", "HEALTHCHECK"):
            words = json.loads(argument[argument.index("[") :])
            assert words and all(isinstance(word, str) for word in words)
    names = [name for name, _ in instructions]
    assert names.index("USER") > names.index("RUN")  # nothing is served by root
    check = json.loads(re.search(r"\[.*\]", dict(instructions)["HEALTHCHECK"])[0])
    compile(check[2], "HEALTHCHECK", "exec")
    # Nothing of this repository goes into the image but the wheel.
    assert not {"COPY", "ADD"} & set(names)
    assert 'pip install --no-cache-dir "$TFV1"' in dict(instructions[:3])["RUN"]


def test_tensorboard_gets_the_flags_that_start_gives_it():
    """The flags are those of `start`, which is tested with the real TensorBoard."""
    (started,) = re.findall(r"^tensorboard (.*\\\n.*) &$", (FOLDER / "start").read_text(), re.M)
    for command in commands().values():
        assert list(flags(command)) == re.findall(r"--\w+", started)


def test_the_parts_fit_each_other():
    """Ports, paths and the mounted directory are the same in all three files."""
    services = compose()["services"]
    assert set(services) == {"tensorboard", "nginx"}
    board, proxy = services["tensorboard"], services["nginx"]
    assert board["build"]["args"].keys() == {"TFV1"}
    assert proxy["network_mode"] == "service:tensorboard"
    assert [volume.rpartition("}:")[2] for volume in board["volumes"]] == ["/logs:ro"]
    assert board["volumes"][0].startswith("${LOGDIR:?")
    listened = re.search(r"^ *listen (\d+);", NGINX, re.MULTILINE)[1]
    assert board["ports"] == [f"{listened}:{listened}"]
    assert "ports" not in proxy  # it has none of its own
    inner = re.search(r"proxy_pass http://127\.0\.0\.1:(\d+);", NGINX)[1]
    assert dict(dockerfile())["EXPOSE"] == inner
    for where, command in commands().items():
        given = flags(command)
        assert given["--logdir"] == dict(dockerfile())["VOLUME"] == "/logs"
        assert given["--port"] == inner
        assert f"location {given['--path_prefix']}/ {{" in NGINX
        assert given["--host"] == ("127.0.0.1" if where == "compose" else "0.0.0.0")
    configuration = proxy["command"][proxy["command"].index("-c") + 1]
    mounted = dict(volume.rsplit(":", 1)[0].split(":") for volume in proxy["volumes"])
    assert mounted == {
        "./nginx.conf": configuration,
        "./htpasswd": str(Path(configuration).parent / "htpasswd"),
    }
    assert "auth_basic_user_file htpasswd;" in NGINX
