"""What a user got wrong, as values: collected by the rules, raised once at the end.

SettlementError              everything that a user is told in words
├── RuleRefusal              a rule refuses a well-formed request (exit status 1)
└── InputError               what was typed or read cannot be understood (exit status 2)
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: a code for programs, a Chinese sentence for people (what, why, what to do)."""

    code: str
    message: str


def messages(findings: Iterable[Finding]) -> tuple[str, ...]:
    """The findings in words."""
    return tuple(finding.message for finding in findings)


class SettlementError(Exception):
    """Something to be told to the user; never a bug of the program."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(messages(self.findings)))


class RuleRefusal(SettlementError):
    """A rule refuses what was asked; nothing has changed."""


class InputError(SettlementError):
    """A file or an argument cannot be understood; nothing has changed."""


def refuse_if(findings: Iterable[Finding]) -> None:
    """Raise RuleRefusal with every finding, if there is one."""
    if collected := tuple(findings):
        raise RuleRefusal(collected)


def refuse(code: str, message: str) -> RuleRefusal:
    """A refusal with one finding, to be raised."""
    return RuleRefusal([Finding(code, message)])


def misread(code: str, message: str) -> InputError:
    """An input error with one finding, to be raised."""
    return InputError([Finding(code, message)])
