"""The rules' sentences for the screen: what they advise for the command line is left out."""

import re

_COMMANDS = "assessment|quarter|deduction|contract|scheme|payment|invoice|clearance|document|actuals|ledger|settle|init"
_COMMAND = rf"(?:--[a-z]+|\b(?:{_COMMANDS})\s+[a-z-]+|\[\[?[a-z_.]+\]?\])"
_IN_BRACKETS = re.compile(rf"（[^（）]*{_COMMAND}[^（）]*）")
_ADVICE = re.compile(_COMMAND)


def for_screen(message: str) -> str:
    """The message without the commands and options that it names; what happened and why stays."""
    plain = _IN_BRACKETS.sub("", message)
    first, *others = plain.split("；")
    kept = [first, *(part for part in others if not _ADVICE.search(part))]
    return "；".join(kept)
