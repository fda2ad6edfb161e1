"""Checking the journal's chain: each entry's place, its link to the one before, and its content."""

import json
from collections.abc import Iterator, Sequence

from settlement_app.ledger import journal
from settlement_app.ledger.journal import Entry


def chain_problems(chain: Sequence[Entry]) -> Iterator[str]:
    """Entries whose place, link or content was changed; where the neighbours tell, the column is named."""
    if not chain:
        yield "操作日志（journal）是空的"
    intact = True
    for place, entry in enumerate(chain):
        where = f"操作日志（journal）第 {entry.sequence} 条"
        if entry.sequence != place + 1:
            yield f"{where}的 sequence 应为 {place + 1}：有记录缺失，或序号被改动"
            return
        linked = entry.previous_hash == (chain[place - 1].hash if place else journal.GENESIS)
        computed = journal.entry_hash(entry.sequence, entry.previous_hash, entry.body)
        if computed != entry.hash:
            following = chain[place + 1].previous_hash if place + 1 < len(chain) else None
            yield f"{where}{_what_changed(computed == following, linked)}"
        elif not linked and intact:
            yield f"{where}与上一条不相接（previous_hash）"
        elif not _is_canonical(entry.body):
            yield f"{where}的 body 不是规范格式"
        intact = computed == entry.hash


def _what_changed(is_known_to_next: bool, linked: bool) -> str:
    if is_known_to_next:
        return "的 hash 被改动"
    return "的 body 与 hash 不符，内容被改动" if linked else "的 previous_hash 被改动"


def _is_canonical(body: str) -> bool:
    try:
        return journal.canonical(json.loads(body)) == body
    except (ValueError, RecursionError):  # no JSON, or lists within lists without end
        return False
