"""A bounded command line. It imports little, as each child of `warm` does it anew."""

import os
import resource
import sys

from tfv1 import cli


def main(allowed, memory, seconds, arguments):
    """The status of `tfv1 ARGUMENTS`; 99 when it starts a process or writes outside `allowed`."""

    def hook(name, details):
        if name in ("subprocess.Popen", "os.fork", "os.forkpty", "os.exec", "os.posix_spawn"):
            os.write(2, f"HOSTILE: {name} {details!r}\n".encode())
            os._exit(99)
        if name == "open" and isinstance(details[0], (str, bytes)):
            path, mode, flags = os.fsdecode(details[0]), details[1] or "", details[2]
            writes = any(c in mode for c in "wax+") or flags & (
                os.O_WRONLY | os.O_RDWR | os.O_CREAT
            )
            real = os.path.realpath(path)
            if writes and not real.startswith(allowed) and real != os.devnull:
                os.write(2, f"HOSTILE: writes {path!r}\n".encode())
                os._exit(99)

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    sys.dont_write_bytecode = True
    sys.addaudithook(hook)
    return cli.main(arguments)
