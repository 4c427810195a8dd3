"""`python -m app`: the same as the `stet` command."""

import sys

from app.cli import main

sys.exit(main())
