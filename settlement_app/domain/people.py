"""Two people for what becomes final: a preparer and a reviewer with different names (rules, section 7)."""

import unicodedata
from collections.abc import Iterator

from settlement_app.domain.findings import Finding


def people_findings(preparer: str, reviewer: str) -> Iterator[Finding]:
    """What is wrong with the two names; they are compared after NFKC, without blanks."""
    if not _bare(preparer):
        yield Finding("no_preparer", "没有编制人；请用 --by 写明编制人姓名")
    if not _bare(reviewer):
        yield Finding("no_reviewer", "没有复核人；请用 --reviewer 写明复核人姓名")
    if _bare(preparer) and _bare(preparer) == _bare(reviewer):
        yield Finding("same_person", f"编制人与复核人同为“{reviewer.strip()}”；须由两个人分别编制和复核")


def text_findings(label: str, text: str) -> Iterator[Finding]:
    """A finding where a text that the rules ask for is empty."""
    if not text.strip():
        yield Finding("text_missing", f"{label}不能为空；请写明{label}")


def _bare(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())
