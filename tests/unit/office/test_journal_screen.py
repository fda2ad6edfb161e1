"""The log in words, and the search in it, on the demonstration's ledger."""

from datetime import date
from pathlib import Path

import pytest

from settlement_app.office.desk import Desk
from settlement_app.office.journal_screen import Query, search
from tests.support import full_ledger
from tests.support.cli import Settle
from tests.support.papers import year_of


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


def test_a_sub_item_has_the_name_that_its_own_project_gives_it(tmp_path: Path) -> None:
    year_of(tmp_path)
    year_of(tmp_path, [("fee", "服务费", "40,000.00", "bearer")], code="HQ")
    line = Settle(tmp_path / "年.settlement", project="HP")
    why = ("--reason", "误", "--document", "1号")
    line.ok("quarter", "adjust", "2019Q1", "fee", "--amount", "-1", *why)
    log = search(Desk(ledger=line.ledger, by="", today=date(2019, 12, 31), project="HP"), Query())
    assert log.entries[0].details == ("调整 管理费 -1.00 元，事由：误，文号：1号",)


def test_entries_are_told_in_words_newest_first(desk: Desk) -> None:
    log = search(desk, Query())
    assert log.count == len(log.entries) == 47
    assert log.people == ("示例复核员", "示例经办员")
    told = {entry.sequence: (entry.act, entry.about, entry.papers) for entry in log.entries}
    assert told[2] == ("审定结算单", "2019年第一季度", ("JS-12333-2019Q1",))
    assert told[18] == ("预算调整", "税金", ())
    assert told[40] == ("填写实际费用", "2019年12月 工资", ())
    assert told[46] == ("登记退款", "2019年年终清算", ())
    assert log.entries[0].sequence == 47
    anchor = log.entries[3].anchor
    assert [entry.sequence for entry in search(desk, Query(text=anchor)).entries] == [44]


def test_an_entry_tells_what_it_put_down_and_what_stood_there_before(desk: Desk) -> None:
    told = {entry.sequence: (entry.act, entry.details) for entry in search(desk, Query()).entries}
    assert told[17] == ("减免扣款", ("减免 KK-12333-2019Q1-01 10,000.00 元，事由：示例：供应商申诉部分成立",))
    assert told[40][1] == ("实际费用 咨询员费用 2019-12 工资 3,170,336.78 元，原为 3,185,336.78 元（暂估）",)
    amended = "年度金额 税金 3,800,000.00 元，基础语音平台租金 4,430,000.00 元"
    assert told[18][1] == (f"{amended}，事由：示例：税金结余调剂至语音平台租金，文号：示例〔2019〕8号",)
    assert told[46] == ("登记退款", ("付款 -15,000.00 元，凭证号：示例-收-0302，日期：2020-03-02",))
    assert told[26][1][-1] == "……另有 49 项"
    assert told[2][1] == (), "what was posted stands on its paper"


def test_papers_that_are_saved_again_are_named_too(tmp_path: Path, settle: Settle) -> None:
    settle.post("2019Q1")
    for _ in range(2):
        settle.ok("document", "render-all", "2019", "-o", tmp_path / "单据", "--force")
    found = search(Desk(settle.ledger, "", date(2019, 4, 12)), Query(paper="JS-12333-2019Q1", text="保存"))
    assert [(entry.act, entry.papers) for entry in found.entries] == [("保存单据", ("JS-12333-2019Q1",))] * 2


def test_what_was_undone_tells_its_paper_and_why(tmp_path: Path) -> None:
    log = search(Desk(full_ledger.fill(tmp_path), "", date(2020, 3, 2), "PX"), Query()).entries
    told = {entry.sequence: (entry.act, entry.papers, entry.details) for entry in log}
    assert told[9] == (
        "冲销结算单",
        ("HC-JS-PX-2019Q4", "JS-PX-2019Q4"),
        ("冲销 JS-PX-2019Q4，事由：金额有误",),
    )
    assert told[20] == ("重开考核", ("KH-PX-2019Q4",), ("重开事由：补录",))
    assert [entry.about for entry in log if entry.sequence in (13, 16)] == ["凭证 付1", "发票 0001"]
    assert told[16][2] == ("撤销事由：重复",)
    assert told[13][2] == ("作废事由：抬头有误",)
    assert told[22][2] == ("完成日期：2020-01-10",)
    assert told[39][:1] + told[39][2:] == (
        "转入下一年度",
        (
            "年度金额 咨询员费用 800,000.00 元",
            "年度金额 人员管理费 102,000.00 元",
            "年度金额 租金 58,000.00 元",
        ),
    )


def test_what_was_taken_away_is_told(settle: Settle) -> None:
    settle.ok("quarter", "adjust", "2019Q1", "tax", "--amount", "-1", "--reason", "多计", "--document", "1号")
    settle.ok("quarter", "adjust", "2019Q1", "tax", "--clear")
    settle.ok("contract", "set", "vendor_bank", "工行", "--reason", "补填")
    found = search(Desk(settle.ledger, "", date(2019, 3, 2)), Query()).entries
    assert found[1].details == ("删去：调整 税金 -1.00 元，事由：多计，文号：1号",)
    assert found[0].details == ("合同文字 供应商开户行 “工行”",)
