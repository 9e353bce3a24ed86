"""Records the files of the models, and what 1.15.5 computes with them; needs the real one.

record.py PYTHON37     an interpreter with TensorFlow 1.15.5; TFV1_ORACLE by default
"""

import io
import json
import lzma
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
RECORDED = HERE / "recorded"
PROGRAM = HERE / "program.py"

Found = dict[str, dict[str, list[list[float]]]]  # by model and kind of file: tensors, flat


def run(python: str, *arguments: str) -> Found:
    """What program.py prints on an interpreter."""
    done = subprocess.run(
        [python, "-W", "ignore", str(PROGRAM), *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
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


def main() -> None:
    python = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("TFV1_ORACLE")
    if not python:
        sys.exit("record.py: name an interpreter with TensorFlow 1.15.5, or set TFV1_ORACLE")
    with tempfile.TemporaryDirectory() as folder:
        errors = run(python, "write", folder)
        if errors:
            sys.exit(f"record.py: {errors}")
        found = run(python, "load", folder)
        RECORDED.mkdir(exist_ok=True)
        (RECORDED / "models.tar.xz").write_bytes(pack(Path(folder)))
    lines = [f"{json.dumps(name)}: {json.dumps(values)}" for name, values in found.items()]
    (RECORDED / "computed.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main()
