#!/usr/bin/env python3
"""Starts Stet from a checkout: `python3 run.py [WORDS]`; `python3 run.py test` runs all checks.

Only the choice of a fitting Python happens here, in syntax that old ones can read, so that they
can say what is missing; everything else is in scripts/launch.
"""

from __future__ import print_function

import os
import subprocess
import sys

NAMES = ("python3.13", "python3.12", "python3.11")
OLDEST, NEWEST = (3, 11), (3, 13)
PROBE = "import sys; assert %r <= sys.version_info[:2] <= %r" % (OLDEST, NEWEST)
ROOT = os.path.dirname(os.path.abspath(__file__))


def fits(version):
    """Whether a Python of this version can run Stet."""
    return OLDEST <= tuple(version[:2]) <= NEWEST


def other_python():
    """The path of a fitting Python on PATH, preferring one that can make environments; or None."""
    ending = ".exe" if os.name == "nt" else ""
    folders = os.environ.get("PATH", "").split(os.pathsep)
    paths = [os.path.join(folder, name + ending) for name in NAMES for folder in folders if folder]
    for probe in (PROBE + "; import ensurepip, venv", PROBE):
        for path in paths:
            if os.path.isfile(path) and answers(path, probe):
                return path
    return None


def answers(path, probe):
    """Whether this program runs the probe and ends well; a shim or a broken link does not."""
    with open(os.devnull, "w") as nowhere:
        try:
            return subprocess.call([path, "-c", probe], stdout=nowhere, stderr=nowhere) == 0
        except OSError:
            return False


def hand_over(path):
    """Runs this file again with the other Python and gives back its exit code."""
    command = [path, os.path.join(ROOT, "run.py")] + sys.argv[1:]
    sys.stderr.flush()
    if os.name == "nt":
        return subprocess.call(command)
    return os.execv(path, command)


def main():
    """Finds a fitting Python, then lets scripts/launch do the work."""
    if fits(sys.version_info):
        sys.path.insert(0, ROOT)
        from scripts.launch.start import main as start

        return start(ROOT, sys.argv[1:])
    mine = "%d.%d.%d" % tuple(sys.version_info[:3])
    path = other_python()
    if path:
        print("Python %s cannot run Stet; using %s." % (mine, path), file=sys.stderr)
        return hand_over(path)
    print(
        "Stet needs Python 3.11, 3.12 or 3.13; this is %s (%s).\n"
        "Install one of them, then run: python3.12 run.py" % (mine, sys.executable),
        file=sys.stderr,
    )
    return 2


if __name__ == "__main__":
    sys.exit(main())
