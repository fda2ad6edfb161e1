"""The register of deductions, made anew from the list of acts (rules, section 6)."""

from typing import Any

from tests.model.naive_basics import need_two_people, refuse_if, year_of
from tests.model.naive_log import Log

Row = dict[str, Any]

BY = "张经办"
"""Who prepares everything in the model."""


def new_row(project: str, source: str, serial: int, cause: str, amount: int) -> Row:
    """Return a row to which nothing has happened yet."""
    return {
        "id": f"KK-{project}-{source}-{serial:02}",
        "source": source,
        "serial": serial,
        "cause": cause,
        "amount": amount,
        "waivers": [],
        "withdrawn": False,
        "applied": [],
        "returned": [],
    }


def rows_of(log: Log) -> list[Row]:
    """Return every row with what became of it, in the order in which the rows came."""
    rows: dict[str, Row] = {}
    for act in log.acts:
        if act["name"] == "deduction":
            rows[act["id"]] = new_row(log.project, act["source"], act["serial"], act["cause"], act["amount"])
        elif act["name"] == "remove_opening":
            del rows[act["id"]]
        elif act["name"] == "withdraw_opening":
            rows[act["id"]]["withdrawn"] = True
        elif act["name"] == "waive":
            rows[act["id"]]["waivers"].append(act["amount"])
        elif act["name"] == "reopen":
            for row in rows.values():
                row["withdrawn"] = row["withdrawn"] or row["source"] == act["quarter"]
    for target, figures in standing_documents(log):
        move(list(rows.values()), target, figures)
    return list(rows.values())


def standing_documents(log: Log) -> list[tuple[str, dict[str, Any]]]:
    """Return the target and the figures of every settlement and clearance that stands posted."""
    sheets = [
        (act["quarter"], act["sheet"]) for act in log.every("post") if log.posted(act["quarter"]) is act
    ]
    tables = [
        (f"clearance:{act['year']}", act["table"])
        for act in log.every("clear")
        if log.cleared(act["year"]) is act
    ]
    return sheets + tables


def move(rows: list[Row], target: str, figures: dict[str, Any]) -> None:
    """Enter what a document withheld and gave back."""
    for kind in ("applied", "returned"):
        for number, amount in figures[kind]:
            (row,) = [row for row in rows if row["id"] == number]
            row[kind].append((target, amount))


def waived(row: Row) -> int:
    """Return all waivers together, net of what was taken back."""
    total: int = sum(row["waivers"])
    return total


def balance(row: Row) -> int:
    """Return what is due after waivers, less what was withheld and not given back; nothing once withdrawn."""
    if row["withdrawn"]:
        return 0
    withheld: int = sum(amount for _, amount in row["applied"]) - sum(amount for _, amount in row["returned"])
    return int(row["amount"]) - waived(row) - withheld


def outstanding(row: Row) -> int:
    """Return the part that is not yet withheld."""
    return max(0, balance(row))


def to_return(row: Row) -> int:
    """Return the part that was withheld beyond what is due."""
    return max(0, -balance(row))


def oldest_first(rows: list[Row]) -> list[Row]:
    """Return the rows by source quarter, then by id."""
    return sorted(rows, key=lambda row: (row["source"], row["serial"]))


def next_serial(rows: list[Row], source: str) -> int:
    """Return the number of the next row with that source."""
    return 1 + max((row["serial"] for row in rows if row["source"] == source), default=0)


def add_row(log: Log, source: str, cause: str, amount: int, document: str = "") -> None:
    """Enter a deduction."""
    serial = next_serial(rows_of(log), source)
    number = new_row(log.project, source, serial, cause, amount)["id"]
    facts = {"source": source, "serial": serial, "cause": cause, "amount": amount, "document": document}
    log.add("deduction", id=number, **facts)


def open_with(log: Log, source: str, amount: int, document: str) -> None:
    """State a deduction from before the first contract."""
    first = log.quarters()[0]
    refuse_if(not document.strip(), "no document")
    refuse_if(amount <= 0, "an opening deduction is greater than zero")
    refuse_if(source >= first, "the source is not before the contract")
    refuse_if(log.posted(first) is not None, "the first quarter is posted")
    add_row(log, source, "opening", amount, document)


def remove_opening(log: Log, source: str, amount: int, document: str) -> None:
    """Take back an opening deduction; one that was ever waived stays, for two people signed that.

    Where a settlement that was posted and reversed names it, its row stays in the register as withdrawn.
    """
    standing = [row["id"] for row in rows_of(log) if not row["withdrawn"]]
    same = log.every("deduction", cause="opening", source=source, amount=amount, document=document)
    same = [act for act in same if act["id"] in standing]
    refuse_if(not same, "no such opening deduction")
    refuse_if(bool(log.every("waive", id=same[-1]["id"])), "it was waived")
    refuse_if(log.posted(log.quarters()[0]) is not None, "the first quarter is posted")
    number = same[-1]["id"]
    moves = [move for act in log.every("post") for move in act["sheet"]["applied"] + act["sheet"]["returned"]]
    on_paper = any(named == number for named, _ in moves)
    log.add("withdraw_opening" if on_paper else "remove_opening", id=number)


def waive(log: Log, number: str, amount: int, reviewer: str) -> None:
    """Take an amount off a deduction, or (negative) take a waiver back."""
    need_two_people(BY, reviewer)
    found = [row for row in rows_of(log) if row["id"] == number]
    refuse_if(not found, "no such deduction")
    row = found[0]
    refuse_if(amount == 0, "nothing to waive")
    refuse_if(row["withdrawn"], "the deduction is withdrawn")
    refuse_if(not 0 <= waived(row) + amount <= row["amount"], "more than the deduction, or than was waived")
    for contract in log.contracts():
        cleared = log.cleared(contract["year"])
        settled = cleared is not None and cleared["mode"] == "settle"
        refuse_if(settled and year_of(row["source"]) <= contract["year"], "settled in the clearance")
    log.add("waive", id=number, amount=amount)
