"""Tables of settlements, clearances and their reversals."""

from settlement_app.ledger.tables.columns import CONTRACT, references, table


def settlement_tables() -> tuple[str, ...]:
    """What creates them for quarters, parents first."""
    owner = references("settlement", "settlement", "number")
    return (
        table(
            "settlement",
            "number",
            "number:name project:name year:number quarter:quarter issue:number day:day prepared_by:name"
            " reviewed_by:name rules_version:number outstanding_before:amount outstanding_after:amount"
            " particulars:text entry:number",
            CONTRACT,
            "UNIQUE (project, quarter, issue)",
        ),
        table(
            "settlement_line",
            "settlement, item",
            "settlement:name position:number item:name name:name annual:amount base:amount deduction:amount"
            " adjustment:amount payable:amount cumulative:amount remaining:amount notes:text",
            owner,
            "CHECK (deduction <= 0)",
            "CHECK (payable >= 0)",
            "CHECK (payable = base + deduction + adjustment)",
        ),
        table(
            "settlement_adjustment",
            "settlement, position",
            "settlement:name position:number item:name amount:amount reason:name document:name",
            owner,
        ),
        table(
            "settlement_advance",
            "settlement, item",
            "settlement:name item:name amount:amount reason:name",
            owner,
        ),
    )


def clearance_tables() -> tuple[str, ...]:
    """What creates them for years, and for what documents of both kinds did to deductions or undid, parents first."""
    owner = references("clearance", "clearance", "number")
    return (
        table(
            "clearance",
            "number",
            "number:name project:name year:number issue:number day:day prepared_by:name reviewed_by:name"
            " rules_version:number mode:name outstanding:amount to_return:amount particulars:text entry:number",
            CONTRACT,
            "UNIQUE (project, year, issue)",
            "CHECK (mode IN ('carry', 'settle'))",
        ),
        table(
            "clearance_line",
            "clearance, item",
            "clearance:name position:number item:name name:name budget:amount payable:text deductions:amount"
            " adjustments:amount true_up:amount offset:amount final:amount surplus:amount",
            owner,
            "CHECK (budget = final - deductions - adjustments + surplus + offset)",
        ),
        table(
            "true_up",
            "clearance, item",
            "clearance:name position:number item:name name:name budget:amount advances:amount actual:amount"
            " reduced:amount approved:amount reimbursable:amount difference:amount over_budget:amount surplus:amount",
            owner,
            "CHECK (approved = actual - reduced)",
            "CHECK (reimbursable = min(approved, budget))",
            "CHECK (difference = reimbursable - advances)",
        ),
        table(
            "clearance_reduction",
            "clearance, position",
            "clearance:name position:number item:name amount:amount reason:name document:name",
            owner,
        ),
        table(
            "movement",
            "document, deduction, kind",
            "document:name deduction:name kind:name position:number amount:amount basis:text settlement:maybe_text"
            " clearance:maybe_text",
            references("deduction", "deduction", "id"),
            owner,
            references("settlement", "settlement", "number"),
            "UNIQUE (document, kind, position)",
            "CHECK (document IS coalesce(settlement, clearance))",
            "CHECK ((settlement IS NULL) <> (clearance IS NULL))",
            "CHECK (kind IN ('applied', 'returned'))",
            "CHECK (amount > 0)",
        ),
        table(
            "reversal",
            "number",
            "number:name settlement:maybe_text clearance:maybe_text reason:name day:day prepared_by:name"
            " reviewed_by:name entry:number",
            owner,
            references("settlement", "settlement", "number"),
            "CHECK (number IS 'HC-' || coalesce(settlement, clearance))",
            "CHECK ((settlement IS NULL) <> (clearance IS NULL))",
        ),
    )
