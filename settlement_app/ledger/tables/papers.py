"""Tables of payments, invoices and printed papers, and the journal."""

from settlement_app.ledger.tables.columns import references, table


def paper_tables() -> tuple[str, ...]:
    """What creates them, parents first."""
    target = "quarter:maybe_quarter clearance_year:maybe_number"
    one_target = "CHECK ((quarter IS NULL) <> (clearance_year IS NULL))"
    return (
        table(
            "payment",
            "id",
            f"id:number project:name {target} amount:amount day:day voucher:name reversed_because:maybe_text",
            references("project", "project", "code"),
            one_target,
            "CHECK (amount <> 0)",
        ),
        table(
            "invoice",
            "id",
            f"id:number project:name {target} number:name code:text day:day amount:amount tax:amount"
            " void_because:maybe_text",
            references("project", "project", "code"),
            one_target,
            "UNIQUE (project, number, code)",
            "CHECK (abs(tax) <= abs(amount) AND tax * amount >= 0)",
        ),
        "CREATE TABLE stored_file (\n  sha256 TEXT NOT NULL PRIMARY KEY,\n  content BLOB NOT NULL\n) STRICT",
        table(
            "document",
            "number, state",
            "number:name state:text kind:name project:name sha256:name",
            references("sha256", "stored_file", "sha256"),
            references("project", "project", "code"),
        ),
        table(
            "request",
            "number",
            f"number:name project:name {target} issue:number day:day particulars:text entry:number",
            references("project", "project", "code"),
            one_target,
            "UNIQUE (project, quarter, clearance_year, issue)",
        ),
        table(
            "printing",
            "entry, number, state",
            "entry:number number:name state:name project:name",
            "FOREIGN KEY (number, state) REFERENCES document (number, state)",
        ),
        """CREATE TABLE journal (
  sequence INTEGER NOT NULL PRIMARY KEY,
  body TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE
) STRICT""",
        """CREATE VIEW journal_entry AS SELECT
  sequence,
  json_extract(body, '$.at') AS at,
  json_extract(body, '$.prepared_by') AS prepared_by,
  json_extract(body, '$.reviewed_by') AS reviewed_by,
  json_extract(body, '$.account') AS account,
  json_extract(body, '$.computer') AS computer,
  json_extract(body, '$.act') AS act,
  json_extract(body, '$.project') AS project,
  json_extract(body, '$.subject') AS subject,
  body,
  previous_hash,
  hash
FROM journal""",
    )
