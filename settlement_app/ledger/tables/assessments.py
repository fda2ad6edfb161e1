"""Tables of assessments and of the register of deductions."""

from settlement_app.ledger.tables.columns import CONTRACT, references, table


def assessment_tables() -> tuple[str, ...]:
    """What creates them, parents first."""
    owner = "FOREIGN KEY (project, quarter) REFERENCES assessment (project, quarter)"
    place = "project:name quarter:quarter position:number"
    return (
        table(
            "assessment",
            "project, quarter",
            "project:name year:number quarter:quarter score:maybe_text no_incidents:flag no_deduction:text"
            " override_passed:maybe_flag override_reason:text override_document:text",
            CONTRACT,
        ),
        table(
            "assessment_actual",
            "project, quarter, indicator",
            f"{place} indicator:name number:maybe_text numerator:maybe_text denominator:maybe_text judged:maybe_flag",
            owner,
            "CHECK ((number IS NOT NULL) + (numerator IS NOT NULL) + (judged IS NOT NULL) = 1)",
            "CHECK ((numerator IS NULL) = (denominator IS NULL))",
        ),
        table(
            "assessment_points", "project, quarter, indicator", f"{place} indicator:name points:name", owner
        ),
        table("assessment_source", "project, quarter, indicator", f"{place} indicator:name text:text", owner),
        table(
            "incident",
            "project, quarter, position",
            f"{place} level:number reported:name responded:name restored:name",
            owner,
            "CHECK (reported <= responded AND responded <= restored)",
        ),
        table(
            "rectification",
            "project, quarter, position",
            f"{place} subject:name measure:name due:day done:maybe_day",
            owner,
        ),
        table(
            "manual_deduction",
            "project, quarter, position",
            f"{place} amount:amount reason:name",
            owner,
            "CHECK (amount > 0)",
        ),
        table(
            "form",
            "number",
            "number:name project:name quarter:quarter issue:number day:day prepared_by:name reviewed_by:name"
            " passed:flag particulars:text withdrawn_because:maybe_text entry:number",
            "UNIQUE (project, quarter, issue)",
            owner,
        ),
        table(
            "deduction",
            "id",
            "id:name project:name source:quarter serial:number cause:name amount:amount before_cap:amount basis:text"
            " document:text withdrawn:flag",
            "UNIQUE (project, source, serial)",
            references("project", "project", "code"),
            "CHECK (0 < amount AND amount <= before_cap)",
        ),
        table(
            "waiver",
            "deduction, position",
            "deduction:name position:number amount:amount reason:name prepared_by:name reviewed_by:name day:day",
            references("deduction", "deduction", "id"),
            "CHECK (amount <> 0)",
        ),
    )
