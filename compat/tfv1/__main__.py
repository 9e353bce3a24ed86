"""Private: ``python -m tfv1``: the same as the command ``tfv1``."""

import sys

from tfv1.cli import main

sys.exit(main())
