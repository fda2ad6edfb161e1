"""A ledger of every released schema version is opened, verified and read by the present program.

Each is ``vN.sql`` beside this file, written by ``tests/support/frozen.py`` from ``tests/support/full_ledger.py`` before
version N was released. A new version adds its file; what the figures below are stays the same for all.
"""

from settlement_app.ledger.format import SCHEMA_VERSION
from tests.support.cli import Settle
from tests.support.frozen import FOLDER


def test_every_version_has_its_ledger() -> None:
    kept = sorted(path.stem for path in FOLDER.glob("v*.sql"))
    assert kept == [f"v{number}" for number in range(1, SCHEMA_VERSION + 1)]


def test_an_old_ledger_is_in_order(old: Settle) -> None:
    done = old.ok("ledger", "verify")
    assert done["problems"] == []
    assert done["checked"] == {
        "settlements": 2,
        "clearances": 1,
        "assessments": 2,
        "deductions": 8,
        "payments": 2,
        "invoices": 2,
        "requests": 1,
        "documents": 4,
    }


def test_an_old_settlement_shows_what_was_posted(old: Settle) -> None:
    shown = old.ok("quarter", "show", "2019Q4")
    lines = {line["item"]: (line["base"], line["deduction"], line["adjustment"]) for line in shown["lines"]}
    assert shown["document"] == "JS-PX-2019Q4-2"
    assert lines == {
        "staff": (79_000_000, 0, 0),
        "management": (10_200_000, -50_000, 0),
        "rent": (5_800_000, 0, -10_000),
    }
    assert [issue["status"] for issue in shown["issues"]] == ["reversed", "posted"]


def test_an_old_clearance_shows_what_was_posted(old: Settle) -> None:
    shown = old.ok("clearance", "show", "2019")
    (true_up,) = shown["true_ups"]
    assert (true_up["budget"], true_up["advances"], true_up["actual"], true_up["reduced"]) == (
        80_000_000,
        79_000_000,
        72_000_000,
        100_000,
    )
    assert (shown["net"], shown["outstanding"]) == (-7_100_000, 464_000)


def test_an_old_ledger_is_carried_on(old: Settle) -> None:
    old.today = "2020-03-31"
    old.ok("quarter", "advance", "2020Q1", "staff", "--clear")
    posted = old.post("2020Q1")
    assert posted["total"]["deduction"] == -464_000
    assert old.ok("ledger", "verify")["ok"]
