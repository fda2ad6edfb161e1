"""The log in words, and the search in it, on the demonstration's ledger."""

from datetime import date
from pathlib import Path

import pytest

from settlement_app.office.desk import Desk
from settlement_app.office.journal_screen import Query, search


@pytest.fixture
def desk(demo_ledger: Path) -> Desk:
    return Desk(ledger=demo_ledger, by="", today=date(2020, 3, 2))


@pytest.mark.parametrize(
    ("query", "sequences"),
    [
        (Query(paper="JS-12333-2019Q1"), [47, 2]),
        (Query(paper="js-12333-2019q1 "), [47, 2]),
        (Query(person="示例复核员", since=date(2020, 1, 1)), [45, 39]),
        (Query(since=date(2019, 7, 5), until=date(2019, 7, 10)), [10, 9]),
        (Query(until=date(2019, 4, 1)), [1]),
        (Query(text="五月运维缺勤"), [10, 9]),
        (Query(text="50,000.00", until=date(2019, 12, 31)), [19, 10, 8, 7]),
        (Query(text="5万元", until=date(2019, 12, 31)), [10, 8, 7]),
        (Query(text="1,234.56", until=date(2019, 7, 10)), [10, 9]),
        (Query(text="住房公积金"), [43, 30]),
        (Query(text="bd25a6"), []),
        (Query(person="示例复核员", text="没有这样的字"), []),
        (Query(text="减免扣款"), [17]),
    ],
)  # fmt: skip
def test_everything_that_is_asked_for_has_to_fit(desk: Desk, query: Query, sequences: list[int]) -> None:
    assert [entry.sequence for entry in search(desk, query).entries] == sequences


def test_entries_are_told_in_words_newest_first(desk: Desk) -> None:
    log = search(desk, Query())
    assert log.count == len(log.entries) == 47
    assert log.people == ("示例复核员", "示例经办员")
    told = {entry.sequence: (entry.act, entry.about, entry.papers) for entry in log.entries}
    assert told[2] == ("审定结算单", "2019年第一季度", ("JS-12333-2019Q1",))
    assert told[18] == ("预算调整", "税金", ())
    assert told[40] == ("填写实际费用", "2019年12月 工资", ())
    assert told[46] == ("登记付款", "2019年年终清算", ())
    assert log.entries[0].sequence == 47
    anchor = log.entries[3].anchor
    assert [entry.sequence for entry in search(desk, Query(text=anchor)).entries] == [44]
