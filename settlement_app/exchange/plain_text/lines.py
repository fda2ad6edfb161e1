"""What both plain-text formats have in common: the first lines, and a user's text on one line."""

import unicodedata

HEAD = (
    "由 settle export 写出；科目说明见 docs/BOOKS-EXPORT.md。",
    "只含已审定的单据、已登记的付款与发票、扣款台账；其余列在文末。借为正，贷为负。",
)


def one_line(text: str) -> str:
    """The text with every run of blanks and line ends as one blank, and control characters made visible as ``�``."""
    kept = "".join("�" if _is_control(mark) else mark for mark in " ".join(text.split()))
    return kept.strip()


def _is_control(mark: str) -> bool:
    return unicodedata.category(mark) in ("Cc", "Cs")
