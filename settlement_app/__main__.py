"""The program's entry: the command line."""

import sys


def main() -> None:
    """Run ``settle`` and end the process with its exit status."""
    try:
        from settlement_app.cli.run import run

        status = run(sys.argv[1:])
    except (
        KeyboardInterrupt
    ):  # while the program was being loaded: nothing was begun, and nothing can be told
        status = 130
    sys.exit(status)


if __name__ == "__main__":
    main()
