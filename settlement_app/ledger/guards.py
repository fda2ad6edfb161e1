"""Triggers that keep every program from changing what is final (rules, sections 5, 7, 9 and 12)."""

from sqlite_utils import Database

_FROZEN = (
    "settlement",
    "settlement_line",
    "settlement_adjustment",
    "settlement_advance",
    "clearance",
    "clearance_line",
    "true_up",
    "clearance_reduction",
    "movement",
    "reversal",
    "waiver",
    "stored_file",
    "document",
    "request",
    "printing",
    "journal",
)
"""Tables whose rows are never changed nor deleted once they stand."""


_WRITTEN_ONCE = {
    "form": "withdrawn_because",
    "deduction": "withdrawn",
    "payment": "reversed_because",
    "invoice": "void_because",
}
"""Tables whose rows change in one column only: that they no longer count."""

_CONFIRMED = (
    "SELECT 1 FROM form WHERE project = {0}.project AND quarter = {0}.quarter AND withdrawn_because IS NULL"
)
_POSTED = (
    "SELECT 1 FROM settlement s LEFT JOIN reversal r ON r.settlement = s.number"
    " WHERE s.project = {0}.project AND s.quarter = {0}.quarter AND r.number IS NULL"
)
_CLEARED = (
    "SELECT 1 FROM clearance c LEFT JOIN reversal r ON r.clearance = c.number"
    " WHERE c.project = {0}.project AND c.year = {0}.year AND r.number IS NULL"
)
_FROZEN_WITH = {
    "assessment": _CONFIRMED,
    "assessment_actual": _CONFIRMED,
    "assessment_points": _CONFIRMED,
    "assessment_source": _CONFIRMED,
    "incident": _CONFIRMED,
    "rectification": _CONFIRMED,
    "manual_deduction": _CONFIRMED,
    "adjustment": _POSTED,
    "advance": _POSTED,
    "cost": _CLEARED,
    "reduction": _CLEARED,
}
"""Tables of drafts, and what freezes them: all but the day on which a rectification was done."""


def guards(db: Database) -> tuple[str, ...]:
    """The statements that make every trigger; the tables stand already."""
    made = [_guard(table, verb) for table in _FROZEN for verb in ("UPDATE", "DELETE")]
    for table, column in _WRITTEN_ONCE.items():
        others = ", ".join(c.name for c in db.table(table).columns if c.name != column)
        once = f"coalesce(old.{column}, 0) <> 0" if table == "deduction" else f"old.{column} IS NOT NULL"
        made.append(_guard(table, "UPDATE", of=others))
        made.append(_guard(table, "UPDATE", of=column, when=once, name=f"{table}_once"))
        made.append(_guard(table, "DELETE", when="old.cause <> 'opening'" if table == "deduction" else ""))
    for table, reason in _FROZEN_WITH.items():
        frozen = ", ".join(c.name for c in db.table(table).columns if c.name != "done")
        for verb, row in (("INSERT", "new"), ("UPDATE", "old"), ("DELETE", "old")):
            of = frozen if verb == "UPDATE" else ""
            made.append(_guard(table, verb, of=of, when=f"EXISTS ({reason.format(row)})"))
    return tuple(made)


def _guard(table: str, verb: str, *, of: str = "", when: str = "", name: str = "") -> str:
    return (
        f"CREATE TRIGGER {name or f'{table}_{verb.lower()}'} BEFORE {verb}{f' OF {of}' if of else ''} ON {table}\n"
        f"{f'WHEN {when} ' if when else ''}BEGIN SELECT raise(ABORT, '{table}: what is final is never changed'); END"
    )
