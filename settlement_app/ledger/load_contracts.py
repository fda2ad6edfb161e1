"""Rows to domain values: contracts with their sub-items, schemes, texts and amendments."""

from datetime import date

from settlement_app.domain.contract import Amendment, Contract, SubItem
from settlement_app.domain.scheme import Indicator, Scheme, Term, Tier
from settlement_app.ledger.rows import Row, Tables, grouped, quarter_of


def load_contracts(tables: Tables) -> tuple[Contract, ...]:
    """The project's contracts by year."""

    def year(row: Row) -> int:
        return int(row["year"])

    items = grouped(tables.of("sub_item", "year, position"), year, _sub_item)
    texts = grouped(tables.of("contract_text", "year, field"), year, lambda row: (row["field"], row["text"]))
    amendments = grouped(tables.of("amendment", "year, number"), year, _amendment)
    indicators = grouped(tables.of("indicator", "year, position"), year, _indicator)
    tiers = grouped(tables.of("tier", "year, position"), year, _tier)
    return tuple(
        Contract(
            year=row["year"],
            start=date.fromisoformat(row["first_day"]),
            end=date.fromisoformat(row["last_day"]),
            client=row["client"],
            vendor=row["vendor"],
            sub_items=items.get(row["year"], ()),
            scheme=Scheme(
                indicators.get(row["year"], ()),
                tiers.get(row["year"], ()),
                row["pass_score"],
                row["cap_percent"],
                bool(row["deduct_when_passed"]),
            ),
            texts=dict(texts.get(row["year"], ())),
            amendments=amendments.get(row["year"], ()),
        )
        for row in tables.of("contract", "year")
    )


def _sub_item(row: Row) -> SubItem:
    return SubItem(
        row["code"], row["name"], row["purpose"], row["annual"], row["method"], bool(row["bears_deductions"])
    )


def _amendment(row: Row) -> Amendment:
    return Amendment(
        number=row["number"],
        item=row["item"],
        quarter=quarter_of(row),
        annual=row["annual"],
        document=row["document"],
        reason=row["reason"],
        against=row["against"],
        against_annual=row["against_annual"],
    )


def _indicator(row: Row) -> Indicator:
    return Indicator(
        code=row["code"],
        name=row["name"],
        group=row["section"],
        comparator=row["comparator"],
        target=row["target"],
        unit=row["unit"],
        cycle=row["cycle"],
        points=row["points"],
        clause=row["clause"],
        level=row["level"],
        respond_within_minutes=row["respond_within"],
        restore_within_minutes=row["restore_within"],
        term=Term(row["term"], row["term_amount"], row["term_percent"]) if row["term"] else None,
    )


def _tier(row: Row) -> Tier:
    return Tier(row["min_score"], row["percent"], row["amount_per_point"])
