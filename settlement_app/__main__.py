"""The program's entry: the command line."""

import sys


def main() -> None:
    """Run ``settle`` and end the process with its exit status."""
    from settlement_app.cli.run import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
