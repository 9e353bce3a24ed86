"""``python -m tfv1.migrate.seeded N SCRIPT ...``: run a script as python does, with all seeds set.

What `tfv1 run --seed N` does for legacy code, for code that imports tfv1 itself.
"""

import os
import runpy
import sys


def main(arguments: list[str]) -> None:
    """Runs the script `arguments[1]`, with the arguments after it."""
    from tfv1 import startup
    from tfv1.runtime.seeding import install

    seed, script = int(arguments[0]), arguments[1]
    startup.set_environment()
    install(seed)
    sys.argv = arguments[1:]
    sys.path[0] = os.path.dirname(os.path.abspath(script))
    runpy.run_path(script, run_name="__main__")


if __name__ == "__main__":
    main(sys.argv[1:])
