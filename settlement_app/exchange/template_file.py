"""The template of a project and its contract, and a scheme alone in a file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

from settlement_app.assets import asset
from settlement_app.domain.contract import METHOD_LABELS, TEXT_LABELS, Contract, Method, Project, SubItem
from settlement_app.domain.findings import misread
from settlement_app.domain.periods import Quarter, parse_quarter
from settlement_app.domain.scheme import (
    COMPARATORS,
    Comparator,
    Cycle,
    Indicator,
    Scheme,
    Term,
    TermKind,
    Tier,
)
from settlement_app.exchange.toml_reader import FIRST_YEAR, LAST_YEAR, Reader, read_toml

_SOME_DAY = date(2000, 1, 1)
_SOME_QUARTER = Quarter(2000, 1)


@dataclass(frozen=True, slots=True)
class OpeningDeduction:
    """A deduction of ``amount`` 分 that stood before the project's first contract."""

    source: Quarter
    amount: int
    document: str


@dataclass(frozen=True, slots=True)
class Template:
    """What a template file states; ``stated_total`` is in 分."""

    project: Project
    contract: Contract
    stated_total: int | None
    opening_deductions: tuple[OpeningDeduction, ...]


def bundled_template(name: str) -> Path:
    """The path of a template that comes with the program; raises InputError where there is none of that name."""
    paths = {path.stem: path for path in asset("templates").glob("*.toml")}
    if name not in paths:
        raise misread(
            "no_template",
            f"没有模板“{name}”，也没有这个文件；请核对名称，内置模板：{'、'.join(sorted(paths))}",
        )
    return paths[name]


def read_template(path: Path) -> Template:
    """Read a template; raises InputError with everything in the file that cannot be understood."""
    return read_toml(path, _template)


def read_scheme(path: Path) -> Scheme:
    """Read a file that holds a [scheme] alone; raises InputError as read_template does."""
    return read_toml(path, lambda reader: _scheme(reader, required=True))


def _template(reader: Reader) -> Template:
    project = reader.table("project", required=True) or Reader({}, "[project]", [])
    head = reader.table("contract", required=True) or Reader({}, "[contract]", [])
    template = Template(
        project=Project(
            _project_code(project),
            project.text("name", required=True),
            project.text("authority"),
        ),
        contract=Contract(
            year=head.whole("year", required=True, least=FIRST_YEAR, most=LAST_YEAR) or 0,
            start=head.day("start") or _SOME_DAY,
            end=head.day("end") or _SOME_DAY,
            client=head.text("client", required=True),
            vendor=head.text("vendor", required=True),
            sub_items=tuple(_sub_items(reader)),
            scheme=_scheme(reader, required=False),
            texts={field: text for field in TEXT_LABELS if (text := head.text(field))},
        ),
        stated_total=head.amount("stated_total"),
        opening_deductions=tuple(_opening(entry) for entry in reader.tables("opening_deduction")),
    )
    project.finish()
    head.finish()
    return template


def _project_code(project: Reader) -> str:
    """The code, on one line: every document's number holds it."""
    code = project.text("code", required=True)
    if "\n" in code:
        project.wrong("code", "分成了几行；请写在一行里")
    return code


def _sub_items(reader: Reader) -> Iterable[SubItem]:
    codes: set[str] = set()
    for entry in reader.tables("sub_item"):
        code = entry.text("code", required=True)
        _once(entry, code, codes)
        yield SubItem(
            code=code,
            name=entry.text("name", required=True),
            purpose=entry.text("purpose"),
            annual=_not_negative(entry),
            method=cast(Method, entry.one_of("method", tuple(METHOD_LABELS)) or "fixed"),
            bears_deductions=entry.flag("bears_deductions"),
        )
        entry.finish()


def _not_negative(entry: Reader) -> int:
    annual = entry.amount("annual", required=True) or 0
    if annual < 0:
        entry.wrong("annual", "不能为负；请核对年度金额")
    return annual


def _opening(entry: Reader) -> OpeningDeduction:
    opening = OpeningDeduction(
        source=entry.parsed("source", parse_quarter) or _SOME_QUARTER,
        amount=entry.amount("amount", required=True, positive=True) or 0,
        document=entry.text("document", required=True),
    )
    entry.finish()
    return opening


def _scheme(reader: Reader, *, required: bool) -> Scheme:
    table = reader.table("scheme", required=required)
    if table is None:
        return Scheme()
    codes: set[str] = set()
    scheme = Scheme(
        indicators=tuple(_indicator(entry, codes) for entry in table.tables("indicator", "scheme.")),
        tiers=tuple(_tier(entry) for entry in table.tables("tier", "scheme.")),
        pass_score=table.number("pass_score", least=0, most=100),
        cap_percent=table.number("cap_percent", least=0),
        deduct_when_passed=table.flag("deduct_when_passed"),
    )
    table.finish()
    return scheme


def _indicator(entry: Reader, codes: set[str]) -> Indicator:
    code = entry.text("code", required=True)
    _once(entry, code, codes)
    comparator = entry.one_of("comparator", COMPARATORS) or "qualitative"
    is_fault, is_measured = comparator == "fault", comparator not in ("qualitative", "fault")
    target = (entry.number("target", required=True) or "") if is_measured else entry.text("target")
    indicator = Indicator(
        code=code,
        name=entry.text("name", required=True),
        group=entry.text("group"),
        comparator=cast(Comparator, comparator),
        target=target,
        unit=entry.text("unit"),
        cycle=cast(Cycle, entry.one_of("cycle", ("quarter", "year"), "quarter")),
        points=entry.number("points", least=0, most=100),
        clause=entry.text("clause"),
        level=entry.whole("level", required=True) if is_fault else None,
        respond_within_minutes=(entry.whole("respond_within_minutes") or 1) if is_fault else None,
        restore_within_minutes=entry.whole("restore_within_minutes", required=True) if is_fault else None,
        term=_term(entry),
    )
    entry.finish()
    return indicator


def _term(entry: Reader) -> Term | None:
    table = entry.table("term")
    if table is None:
        return None
    kind = table.one_of("kind", ("fixed", "percent", "per_point")) or "fixed"
    if kind == "percent":
        term = Term("percent", percent=table.number("percent", required=True, least=0, most=100))
    else:
        term = Term(cast(TermKind, kind), amount=table.amount("amount", required=True, positive=True))
    table.finish()
    return term


def _tier(entry: Reader) -> Tier:
    if entry.has("percent") == entry.has("amount_per_point"):
        entry.wrong("percent", "与 amount_per_point 应写且只写其中一个")
    tier = Tier(
        min_score=entry.number("min_score", required=True, least=0, most=100) or "0",
        percent=entry.number("percent", least=0, most=100),
        amount_per_point=entry.amount("amount_per_point", positive=True),
    )
    entry.finish()
    return tier


def _once(entry: Reader, code: str, codes: set[str]) -> None:
    if code and code in codes:
        entry.wrong("code", f"“{code}”重复；请改为不同的代码")
    codes.add(code)
