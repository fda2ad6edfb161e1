"""How a STRICT table is written down: the kinds of its columns, and what they refer to."""

CONTRACT = "FOREIGN KEY (project, year) REFERENCES contract (project, year)"
ITEM = "FOREIGN KEY (project, year, item) REFERENCES sub_item (project, year, code)"

_KINDS = {
    "amount": "INTEGER NOT NULL CHECK (abs({0}) <= 999999999999999)",
    "maybe_amount": "INTEGER CHECK (abs({0}) <= 999999999999999)",
    "number": "INTEGER NOT NULL",
    "maybe_number": "INTEGER",
    "text": "TEXT NOT NULL",
    "maybe_text": "TEXT",
    "name": "TEXT NOT NULL CHECK (trim({0}) <> '')",
    "flag": "INTEGER NOT NULL CHECK ({0} IN (0, 1))",
    "maybe_flag": "INTEGER CHECK ({0} IN (0, 1))",
    "quarter": "TEXT NOT NULL CHECK ({0} GLOB '[12][0-9][0-9][0-9]Q[1-4]')",
    "maybe_quarter": "TEXT CHECK ({0} GLOB '[12][0-9][0-9][0-9]Q[1-4]')",
    "day": "TEXT NOT NULL CHECK ({0} IS date({0}))",
    "maybe_day": "TEXT CHECK ({0} IS date({0}))",
}
"""What follows a column's name in SQL, by the name of its kind."""


def table(name: str, key: str, columns: str, *constraints: str) -> str:
    """One STRICT table; ``columns`` is ``name:kind`` after ``name:kind``."""
    parts = []
    for column in columns.split():
        column_name, kind = column.split(":")
        parts.append(f"{column_name} {_KINDS[kind].format(column_name)}")
    parts += [f"PRIMARY KEY ({key})", *constraints]
    return f"CREATE TABLE {name} (\n  " + ",\n  ".join(parts) + "\n) STRICT"


def references(column: str, table: str, key: str) -> str:
    """A foreign key to one column of another table."""
    return f"FOREIGN KEY ({column}) REFERENCES {table} ({key})"
