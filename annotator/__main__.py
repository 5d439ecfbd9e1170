"""`python -m annotator`: the same as the command `annotator`."""

import sys

from annotator.cli.main import run

sys.exit(run())
