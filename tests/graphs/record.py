"""Records what 1.15.5 makes of the constructs; runs on the real one.

python -m tests.graphs.record [FAMILY...] FOLDER      as scripts/record_goldens graphs does
"""

import gzip
import json
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import warnings

warnings.simplefilter("ignore")


def write(family, recorded, folder):
    path = os.path.join(folder, family + ".json.gz")
    with open(path, "wb") as file, gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packed:
        packed.write(json.dumps(recorded, indent=0, sort_keys=True).encode())


def main(families, folder):
    import tensorflow as tf

    from tests.graphs.constructs import FAMILIES
    from tests.graphs.nodes import Builder

    if not tf.__version__.startswith("1.15"):
        sys.exit(f"This records TensorFlow 1.15, and here is {tf.__version__}.")
    tf.logging.set_verbosity(tf.logging.FATAL)
    builder = Builder(tf)
    for family in families or FAMILIES:
        table = builder.family(family)
        recorded = {name: builder.nodes(build) for name, build in table.items()}
        for name, found in recorded.items():
            if found["forward"][0].startswith("error"):
                print(f"{family}: {name}: {found['forward'][0]}")
        write(family, recorded, folder)


if __name__ == "__main__":
    main(sys.argv[1:-1], sys.argv[-1])
