"""The files of the models as 1.15.5 wrote them, and what it computes with them."""

import io
import json
import lzma
import sys
import tarfile
import tempfile
from pathlib import Path

from tests.support import loaded, oracle
from tests.support.environment import of_1_15, of_a_child

HERE = Path(__file__).parent
RECORDED = oracle.GOLDEN / "exchange"
PROGRAM = HERE / "program.py"

Found = dict[str, dict[str, list[list[float]]]]  # by model and kind of file: tensors, flat


def run(python: str, *arguments: str) -> Found:
    """What program.py prints on an interpreter."""
    make = of_a_child if python == sys.executable else of_1_15
    command = [python, "-W", "ignore", str(PROGRAM), *arguments]
    done = loaded.run(command, make(TF_ENABLE_ONEDNN_OPTS="0"))
    if done.returncode:
        raise RuntimeError(f"{PROGRAM.name} failed:\n{done.stderr[-4000:]}")
    found: Found = json.loads(done.stdout.splitlines()[-1])
    return found


def pack(folder: Path) -> bytes:
    """All files below a folder; the same files are the same bytes."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.name != "checkpoint":  # which has absolute paths
                entry = tarfile.TarInfo(str(path.relative_to(folder)))
                entry.size = path.stat().st_size
                with path.open("rb") as file:
                    archive.addfile(entry, file)
    return lzma.compress(buffer.getvalue(), preset=9 | lzma.PRESET_EXTREME)


def unpack(folder: Path) -> None:
    """Puts the recorded files below a folder."""
    with tarfile.open(RECORDED / "models.tar.xz") as archive:
        archive.extractall(folder, filter="data")


def record(python: str) -> None:
    """Records the files of the models, and what they compute."""
    with tempfile.TemporaryDirectory() as folder:
        errors = run(python, "write", folder)
        if errors:
            raise RuntimeError(f"{PROGRAM.name} failed: {errors}")
        found = run(python, "load", folder)
        (RECORDED / "models.tar.xz").write_bytes(pack(Path(folder)))
    oracle.write("exchange/computed", found)
