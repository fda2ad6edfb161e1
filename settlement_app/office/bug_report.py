"""Where an unexpected error is written down for those who mend the program."""

import traceback
from datetime import UTC, datetime
from pathlib import Path

import platformdirs


def write_report(error: Exception) -> Path:
    """Append the error with its traceback to the log; returns the log's path, whether or not it could be written."""
    log = Path(platformdirs.user_log_dir("settlement", appauthor=False)) / "errors.log"
    text = "".join(traceback.format_exception(error))
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as file:
            file.write(f"{datetime.now(UTC).isoformat()}\n{text}\n")
    except OSError:
        return log
    return log
