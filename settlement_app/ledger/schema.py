"""The tables, built by migrations: append-only plain functions that import no domain class."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from settlement_app.ledger.guards import guards

MIGRATIONS = Migrations("settlement")

_AMOUNT = "INTEGER NOT NULL CHECK (abs({0}) <= 999999999999999)"
_TEXT = "TEXT NOT NULL"
_NAME = "TEXT NOT NULL CHECK (trim({0}) <> '')"
_FLAG = "INTEGER NOT NULL CHECK ({0} IN (0, 1))"
_QUARTER = "TEXT NOT NULL CHECK ({0} GLOB '[12][0-9][0-9][0-9]Q[1-4]')"
_DAY = "TEXT NOT NULL CHECK ({0} IS date({0}))"
_CONTRACT = "FOREIGN KEY (project, year) REFERENCES contract (project, year)"
_ITEM = "FOREIGN KEY (project, year, item) REFERENCES sub_item (project, year, code)"
_KINDS = {
    "amount": _AMOUNT,
    "maybe_amount": "INTEGER CHECK (abs({0}) <= 999999999999999)",
    "number": "INTEGER NOT NULL",
    "maybe_number": "INTEGER",
    "text": _TEXT,
    "maybe_text": "TEXT",
    "name": _NAME,
    "flag": _FLAG,
    "maybe_flag": "INTEGER CHECK ({0} IN (0, 1))",
    "quarter": _QUARTER,
    "maybe_quarter": "TEXT CHECK ({0} GLOB '[12][0-9][0-9][0-9]Q[1-4]')",
    "day": _DAY,
    "maybe_day": "TEXT CHECK ({0} IS date({0}))",
}


@MIGRATIONS(name="0001_first")
def first(db: Database) -> None:
    """The tables of version 1."""
    for statement in _tables():
        db.execute(statement)
    for statement in guards(db):
        db.execute(statement)


def _table(name: str, key: str, columns: str, *constraints: str) -> str:
    """One STRICT table; ``columns`` is ``name:kind`` after ``name:kind``."""
    parts = []
    for column in columns.split():
        column_name, kind = column.split(":")
        parts.append(f"{column_name} {_KINDS[kind].format(column_name)}")
    parts += [f"PRIMARY KEY ({key})", *constraints]
    return f"CREATE TABLE {name} (\n  " + ",\n  ".join(parts) + "\n) STRICT"


def _references(column: str, table: str, key: str) -> str:
    return f"FOREIGN KEY ({column}) REFERENCES {table} ({key})"


def _tables() -> tuple[str, ...]:
    return (
        *_contract_tables(),
        *_assessment_tables(),
        *_settlement_tables(),
        *_clearance_tables(),
        *_paper_tables(),
    )


def _contract_tables() -> tuple[str, ...]:
    return (
        _table("project", "code", "code:name name:name authority:text sample:flag"),
        _table(
            "contract",
            "project, year",
            "project:name year:number first_day:day last_day:day client:name vendor:name"
            " pass_score:maybe_text cap_percent:maybe_text deduct_when_passed:flag",
            _references("project", "project", "code"),
        ),
        _table(
            "contract_text",
            "project, year, field",
            "project:name year:number field:name text:text",
            _CONTRACT,
        ),
        _table(
            "sub_item",
            "project, year, code",
            "project:name year:number position:number code:name name:name purpose:text annual:amount method:name"
            " bears_deductions:flag",
            _CONTRACT,
            "UNIQUE (project, year, position)",
            "CHECK (annual >= 0)",
            "CHECK (method IN ('fixed', 'actual_cost'))",
            "CHECK (bears_deductions = 0 OR method = 'fixed')",
        ),
        _table(
            "indicator",
            "project, year, code",
            "project:name year:number position:number code:name name:name section:text comparator:name target:text"
            " unit:text cycle:name points:maybe_text clause:text level:maybe_number respond_within:maybe_number"
            " restore_within:maybe_number term:maybe_text term_amount:maybe_amount term_percent:maybe_text",
            _CONTRACT,
            "CHECK (cycle IN ('quarter', 'year'))",
            "CHECK (comparator IN ('>=', '<=', '<', '>', '=', 'qualitative', 'fault'))",
            "CHECK (term IN ('fixed', 'percent', 'per_point'))",
        ),
        _table(
            "tier",
            "project, year, min_score",
            "project:name year:number position:number min_score:name percent:maybe_text"
            " amount_per_point:maybe_amount",
            _CONTRACT,
            "CHECK ((percent IS NULL) <> (amount_per_point IS NULL))",
        ),
        _table(
            "amendment",
            "project, year, number",
            "project:name year:number number:number item:name quarter:quarter annual:amount document:name reason:name"
            " against:maybe_text against_annual:maybe_amount",
            _ITEM,
            "FOREIGN KEY (project, year, against) REFERENCES sub_item (project, year, code)",
            "CHECK (annual >= 0 AND against_annual >= 0)",
            "CHECK ((against IS NULL) = (against_annual IS NULL))",
        ),
        _table(
            "advance",
            "project, quarter, item",
            "project:name year:number quarter:quarter item:name amount:amount reason:name",
            _ITEM,
            "CHECK (amount >= 0)",
        ),
        _table(
            "adjustment",
            "project, quarter, position",
            "project:name year:number quarter:quarter position:number item:name amount:amount reason:name"
            " document:name",
            _ITEM,
            "CHECK (amount <> 0)",
        ),
        _table(
            "cost",
            "project, item, month, category",
            "project:name year:number item:name month:name category:name amount:amount estimate:flag note:text",
            _ITEM,
            "CHECK (month GLOB '[12][0-9][0-9][0-9]-[01][0-9]')",
            "CHECK (category IN ('wages', 'welfare', 'social_insurance', 'housing_fund', 'other'))",
        ),
        _table(
            "reduction",
            "project, year, position",
            "project:name year:number position:number item:name amount:amount reason:name document:name",
            _ITEM,
            "CHECK (amount > 0)",
        ),
    )


def _assessment_tables() -> tuple[str, ...]:
    owner = "FOREIGN KEY (project, quarter) REFERENCES assessment (project, quarter)"
    place = "project:name quarter:quarter position:number"
    return (
        _table(
            "assessment",
            "project, quarter",
            "project:name year:number quarter:quarter score:maybe_text no_incidents:flag no_deduction:text"
            " override_passed:maybe_flag override_reason:text override_document:text",
            _CONTRACT,
        ),
        _table(
            "assessment_actual",
            "project, quarter, indicator",
            f"{place} indicator:name number:maybe_text numerator:maybe_text denominator:maybe_text judged:maybe_flag",
            owner,
            "CHECK ((number IS NOT NULL) + (numerator IS NOT NULL) + (judged IS NOT NULL) = 1)",
            "CHECK ((numerator IS NULL) = (denominator IS NULL))",
        ),
        _table(
            "assessment_points", "project, quarter, indicator", f"{place} indicator:name points:name", owner
        ),
        _table(
            "assessment_source", "project, quarter, indicator", f"{place} indicator:name text:text", owner
        ),
        _table(
            "incident",
            "project, quarter, position",
            f"{place} level:number reported:name responded:name restored:name",
            owner,
            "CHECK (reported <= responded AND responded <= restored)",
        ),
        _table(
            "rectification",
            "project, quarter, position",
            f"{place} subject:name measure:name due:day done:maybe_day",
            owner,
        ),
        _table(
            "manual_deduction",
            "project, quarter, position",
            f"{place} amount:amount reason:name",
            owner,
            "CHECK (amount > 0)",
        ),
        _table(
            "form",
            "number",
            "number:name project:name quarter:quarter issue:number day:day prepared_by:name reviewed_by:name"
            " passed:flag particulars:text withdrawn_because:maybe_text entry:number",
            "UNIQUE (project, quarter, issue)",
            owner,
        ),
        _table(
            "deduction",
            "id",
            "id:name project:name source:quarter serial:number cause:name amount:amount before_cap:amount basis:text"
            " document:text withdrawn:flag",
            "UNIQUE (project, source, serial)",
            _references("project", "project", "code"),
            "CHECK (0 < amount AND amount <= before_cap)",
        ),
        _table(
            "waiver",
            "deduction, position",
            "deduction:name position:number amount:amount reason:name prepared_by:name reviewed_by:name day:day",
            _references("deduction", "deduction", "id"),
            "CHECK (amount <> 0)",
        ),
    )


def _settlement_tables() -> tuple[str, ...]:
    owner = _references("settlement", "settlement", "number")
    return (
        _table(
            "settlement",
            "number",
            "number:name project:name year:number quarter:quarter issue:number day:day prepared_by:name"
            " reviewed_by:name rules_version:number outstanding_before:amount outstanding_after:amount"
            " particulars:text entry:number",
            _CONTRACT,
            "UNIQUE (project, quarter, issue)",
        ),
        _table(
            "settlement_line",
            "settlement, item",
            "settlement:name position:number item:name name:name annual:amount base:amount deduction:amount"
            " adjustment:amount payable:amount cumulative:amount remaining:amount notes:text",
            owner,
            "CHECK (deduction <= 0)",
            "CHECK (payable >= 0)",
            "CHECK (payable = base + deduction + adjustment)",
        ),
        _table(
            "settlement_adjustment",
            "settlement, position",
            "settlement:name position:number item:name amount:amount reason:name document:name",
            owner,
        ),
        _table(
            "settlement_advance",
            "settlement, item",
            "settlement:name item:name amount:amount reason:name",
            owner,
        ),
    )


def _clearance_tables() -> tuple[str, ...]:
    owner = _references("clearance", "clearance", "number")
    return (
        _table(
            "clearance",
            "number",
            "number:name project:name year:number issue:number day:day prepared_by:name reviewed_by:name"
            " rules_version:number mode:name outstanding:amount to_return:amount particulars:text entry:number",
            _CONTRACT,
            "UNIQUE (project, year, issue)",
            "CHECK (mode IN ('carry', 'settle'))",
        ),
        _table(
            "clearance_line",
            "clearance, item",
            "clearance:name position:number item:name name:name budget:amount payable:text deductions:amount"
            " adjustments:amount true_up:amount offset:amount final:amount surplus:amount",
            owner,
            "CHECK (budget = final - deductions - adjustments + surplus + offset)",
        ),
        _table(
            "true_up",
            "clearance, item",
            "clearance:name position:number item:name name:name budget:amount advances:amount actual:amount"
            " reduced:amount approved:amount reimbursable:amount difference:amount over_budget:amount surplus:amount",
            owner,
            "CHECK (approved = actual - reduced)",
            "CHECK (reimbursable = min(approved, budget))",
            "CHECK (difference = reimbursable - advances)",
        ),
        _table(
            "clearance_reduction",
            "clearance, position",
            "clearance:name position:number item:name amount:amount reason:name document:name",
            owner,
        ),
        _table(
            "movement",
            "document, deduction, kind",
            "document:name deduction:name kind:name position:number amount:amount basis:text settlement:maybe_text"
            " clearance:maybe_text",
            _references("deduction", "deduction", "id"),
            owner,
            _references("settlement", "settlement", "number"),
            "UNIQUE (document, kind, position)",
            "CHECK (document IS coalesce(settlement, clearance))",
            "CHECK ((settlement IS NULL) <> (clearance IS NULL))",
            "CHECK (kind IN ('applied', 'returned'))",
            "CHECK (amount > 0)",
        ),
        _table(
            "reversal",
            "number",
            "number:name settlement:maybe_text clearance:maybe_text reason:name day:day prepared_by:name"
            " reviewed_by:name entry:number",
            owner,
            _references("settlement", "settlement", "number"),
            "CHECK (number IS 'HC-' || coalesce(settlement, clearance))",
            "CHECK ((settlement IS NULL) <> (clearance IS NULL))",
        ),
    )


def _paper_tables() -> tuple[str, ...]:
    target = "quarter:maybe_quarter clearance_year:maybe_number"
    one_target = "CHECK ((quarter IS NULL) <> (clearance_year IS NULL))"
    return (
        _table(
            "payment",
            "id",
            f"id:number project:name {target} amount:amount day:day voucher:name reversed_because:maybe_text",
            _references("project", "project", "code"),
            one_target,
            "CHECK (amount <> 0)",
        ),
        _table(
            "invoice",
            "id",
            f"id:number project:name {target} number:name code:text day:day amount:amount tax:amount"
            " void_because:maybe_text",
            _references("project", "project", "code"),
            one_target,
            "UNIQUE (project, number, code)",
            "CHECK (abs(tax) <= abs(amount) AND tax * amount >= 0)",
        ),
        "CREATE TABLE stored_file (\n  sha256 TEXT NOT NULL PRIMARY KEY,\n  content BLOB NOT NULL\n) STRICT",
        _table(
            "document",
            "number, state",
            "number:name state:text kind:name project:name sha256:name",
            _references("sha256", "stored_file", "sha256"),
            _references("project", "project", "code"),
        ),
        _table(
            "request",
            "number",
            f"number:name project:name {target} issue:number day:day particulars:text entry:number",
            _references("project", "project", "code"),
            one_target,
            "UNIQUE (project, quarter, clearance_year, issue)",
        ),
        _table(
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
