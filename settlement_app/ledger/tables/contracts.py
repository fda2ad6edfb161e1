"""Tables of projects, contracts and what is drafted in them."""

from settlement_app.ledger.tables.columns import CONTRACT, ITEM, references, table


def contract_tables() -> tuple[str, ...]:
    """What creates them, parents first."""
    return (
        table("project", "code", "code:name name:name authority:text sample:flag"),
        table(
            "contract",
            "project, year",
            "project:name year:number first_day:day last_day:day client:name vendor:name"
            " pass_score:maybe_text cap_percent:maybe_text deduct_when_passed:flag",
            references("project", "project", "code"),
        ),
        table(
            "contract_text",
            "project, year, field",
            "project:name year:number field:name text:text",
            CONTRACT,
        ),
        table(
            "sub_item",
            "project, year, code",
            "project:name year:number position:number code:name name:name purpose:text annual:amount method:name"
            " bears_deductions:flag",
            CONTRACT,
            "UNIQUE (project, year, position)",
            "CHECK (annual >= 0)",
            "CHECK (method IN ('fixed', 'actual_cost'))",
            "CHECK (bears_deductions = 0 OR method = 'fixed')",
        ),
        table(
            "indicator",
            "project, year, code",
            "project:name year:number position:number code:name name:name section:text comparator:name target:text"
            " unit:text cycle:name points:maybe_text clause:text level:maybe_number respond_within:maybe_number"
            " restore_within:maybe_number term:maybe_text term_amount:maybe_amount term_percent:maybe_text",
            CONTRACT,
            "CHECK (cycle IN ('quarter', 'year'))",
            "CHECK (comparator IN ('>=', '<=', '<', '>', '=', 'qualitative', 'fault'))",
            "CHECK (term IN ('fixed', 'percent', 'per_point'))",
        ),
        table(
            "tier",
            "project, year, min_score",
            "project:name year:number position:number min_score:name percent:maybe_text"
            " amount_per_point:maybe_amount",
            CONTRACT,
            "CHECK ((percent IS NULL) <> (amount_per_point IS NULL))",
        ),
        table(
            "amendment",
            "project, year, number",
            "project:name year:number number:number item:name quarter:quarter annual:amount document:name reason:name"
            " against:maybe_text against_annual:maybe_amount",
            ITEM,
            "FOREIGN KEY (project, year, against) REFERENCES sub_item (project, year, code)",
            "CHECK (annual >= 0 AND against_annual >= 0)",
            "CHECK ((against IS NULL) = (against_annual IS NULL))",
        ),
        table(
            "advance",
            "project, quarter, item",
            "project:name year:number quarter:quarter item:name amount:amount reason:name",
            ITEM,
            "CHECK (amount >= 0)",
        ),
        table(
            "adjustment",
            "project, quarter, position",
            "project:name year:number quarter:quarter position:number item:name amount:amount reason:name"
            " document:name",
            ITEM,
            "CHECK (amount <> 0)",
        ),
        table(
            "cost",
            "project, item, month, category",
            "project:name year:number item:name month:name category:name amount:amount estimate:flag note:text",
            ITEM,
            "CHECK (month GLOB '[12][0-9][0-9][0-9]-[01][0-9]')",
            "CHECK (category IN ('wages', 'welfare', 'social_insurance', 'housing_fund', 'other'))",
        ),
        table(
            "reduction",
            "project, year, position",
            "project:name year:number position:number item:name amount:amount reason:name document:name",
            ITEM,
            "CHECK (amount > 0)",
        ),
    )
