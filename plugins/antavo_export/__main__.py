"""``python -m antavo_export`` is the command ``antavo-export``."""

import sys

from antavo_export.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
