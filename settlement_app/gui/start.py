"""The start of the window."""

import sys

from settlement_app.gui.application import start


def main() -> None:
    """Open the window and end the process with its status."""
    sys.exit(start(sys.argv[1:]))


if __name__ == "__main__":
    main()
