"""Make an environment if there is none, and run the tests: `python scripts/test.py`.

What follows on the command line goes to pytest: a path, `-k NAME`.
"""

from __future__ import annotations

import sys

from environment import ready, run

if __name__ == "__main__":
    sys.exit(run(ready("dev"), "-m", "pytest", "-n", "2", *sys.argv[1:]))
