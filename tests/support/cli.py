"""Driving ``settle`` in the test's own process, and as a process of its own."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from settlement_app.cli.run import run

PREPARER, REVIEWER = "张经办", "李复核"


@dataclass(frozen=True)
class Done:
    """What one command line did."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output read as the one JSON value that it must be."""
        return json.loads(self.out)


@dataclass
class Settle:
    """The command line at one ledger on one day."""

    ledger: Path
    today: str = "2019-12-31"
    by: str = PREPARER
    project: str | None = None

    def __call__(self, *arguments: object) -> Done:
        """Run a command in this process."""
        out, err = io.StringIO(), io.StringIO()
        line = [*self._common(), *(str(argument) for argument in arguments)]
        with patch.dict(os.environ, self._environment()), redirect_stdout(out), redirect_stderr(err):
            status = run(line)
        return Done(status, out.getvalue(), err.getvalue())

    def ok(self, *arguments: object) -> Any:
        """Run a command that must succeed, with ``--json``; returns what it printed."""
        done = self("--json", *arguments)
        assert done.status == 0, done.out
        return done.json

    def refused(self, *arguments: object) -> dict[str, Any]:
        """Run a command that a rule must refuse; returns the error that it printed."""
        done = self("--json", *arguments)
        assert done.status == 1, (done.status, done.out)
        error: dict[str, Any] = done.json["error"]
        return error

    def post(self, quarter: str) -> Any:
        """Post a quarter with the usual reviewer."""
        return self.ok("quarter", "post", quarter, "--reviewer", REVIEWER)

    def process(self, *arguments: object, **more: Any) -> subprocess.CompletedProcess[str]:
        """Run a command as a process of its own."""
        return subprocess.run(
            self.command(*arguments),
            env=self.environment(),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            **more,
        )

    def command(self, *arguments: object) -> Sequence[str]:
        """The process's command line."""
        return [sys.executable, "-m", "settlement_app", *self._common(), *(str(a) for a in arguments)]

    def environment(self) -> Mapping[str, str]:
        """The process's environment."""
        return {**os.environ, **self._environment()}

    def _common(self) -> list[str]:
        project = ["--project", self.project] if self.project else []
        return ["--ledger", str(self.ledger), "--by", self.by, *project]

    def _environment(self) -> dict[str, str]:
        return {"SETTLEMENT_TODAY": self.today}
