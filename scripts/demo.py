"""Make an environment if there is none, and build the sample reports: `python scripts/demo.py`.

What follows on the command line goes to `kg demo`: `--out DIR`, `--open`.
"""

from __future__ import annotations

import sys

from environment import ready, run

if __name__ == "__main__":
    sys.exit(run(ready(), "-m", "kg.cli", "demo", *sys.argv[1:]))
