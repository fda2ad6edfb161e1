"""The start of the window."""

import sys


def main() -> None:
    """Open the window and end the process with its status."""
    # All that is not Qt comes first: once PySide6 is there, it reads the source of each module that is imported.
    import settlement_app.office.outline
    import settlement_app.office.overview  # noqa: F401 - see above
    from settlement_app.gui.application import start

    sys.exit(start(sys.argv[1:]))


if __name__ == "__main__":
    main()
