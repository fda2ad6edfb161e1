"""Papers kept in the ledger: the bytes of a document as it was first made, and how often it was printed."""

from collections import Counter
from sqlite3 import Connection

from settlement_app.domain.papers.kinds import Manner
from settlement_app.ledger.work import Work, select


def stored(db: Connection, number: str, state: str) -> bytes | None:
    """The paper of a document in that state, or None while it was never made."""
    for row in select(db, "document", {"number": number, "state": state}):
        (file,) = select(db, "stored_file", {"sha256": row["sha256"]})
        content: bytes = file["content"]
        return content
    return None


def keep(work: Work, project: str, kind: str, number: str, state: str, content: bytes) -> None:
    """Store a paper that was made just now."""
    digest = work.store_file(content)
    work.insert(
        "document", {"number": number, "state": state, "kind": kind, "project": project, "sha256": digest}
    )


def count_print(work: Work, project: str, number: str, state: str, manner: Manner) -> None:
    """Note that a stored paper is printed or saved once more."""
    row = {"entry": work.entry, "number": number, "state": state, "project": project, "manner": manner}
    work.insert("printing", row)


def hashes(db: Connection) -> dict[tuple[str, str], str]:
    """The SHA-256 of each stored paper by its document's number and state."""
    return {
        (number, state): sha
        for number, state, sha in db.execute("SELECT number, state, sha256 FROM document")
    }


def prints(db: Connection, project: str, *, saved: bool = False) -> Counter[str]:
    """How often each document of the project was printed or saved, in whatever state; with ``saved``, saved only.

    What a program of version 1 put out is not known to have been saved.
    """
    manner = " AND manner = 'file'" if saved else ""
    counted = f"SELECT number, count(*) FROM printing WHERE project = ?{manner} GROUP BY number"
    return Counter(dict(db.execute(counted, (project,))))
