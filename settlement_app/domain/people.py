"""Two people for what becomes final: a preparer and a reviewer with different names (rules, section 7)."""

import unicodedata
from collections.abc import Iterator

from settlement_app.domain.findings import Finding

_UNSEEN = ("Cc", "Cf")
"""The Unicode categories of marks that nobody sees: control characters, zero-width blanks, direction marks."""


LONGEST_TEXT = 500
"""No reason, document or voucher number is longer."""


def people_findings(preparer: str, reviewer: str) -> Iterator[Finding]:
    """What is wrong with the two names; they are compared after NFKC, without blanks."""
    if not _bare(preparer):
        yield Finding("no_preparer", "没有编制人；请用 --by 写明编制人姓名")
    if not _bare(reviewer):
        yield Finding("no_reviewer", "没有复核人；请用 --reviewer 写明复核人姓名")
    if _bare(preparer) and _bare(preparer) == _bare(reviewer):
        yield Finding("same_person", f"编制人与复核人同为“{reviewer.strip()}”；须由两个人分别编制和复核")
    for role, name in (("编制人", preparer), ("复核人", reviewer)):
        if len(name.strip().splitlines()) > 1:
            yield Finding("name_lines", f"{role}的姓名分成了几行；请写在一行里")


def text_findings(label: str, text: str) -> Iterator[Finding]:
    """A finding where a text that the rules ask for is empty, or longer than anybody reads on a paper."""
    if not _bare(text):
        yield Finding("text_missing", f"{label}不能为空；请写明{label}")
    if len(text.strip()) > LONGEST_TEXT:
        yield Finding(
            "text_long", f"{label}有 {len(text.strip())} 个字，太长；请写在 {LONGEST_TEXT} 个字以内"
        )


def _bare(text: str) -> str:
    """The text after NFKC, without blanks and without marks that nobody sees."""
    visible = (m for m in unicodedata.normalize("NFKC", text) if unicodedata.category(m) not in _UNSEEN)
    return "".join("".join(visible).split())
