"""All papers of a year at once: which there are, how their files are named, what happens the second time."""

from pathlib import Path

import pytest

from tests.support.cli import REVIEWER, Settle
from tests.support.papers import FEE, PASSED, THREE_ITEMS, assessed, cleared, costs, failed, printed, year_of
from tests.support.pdf import Pdf

UNDO = ("--reviewer", REVIEWER, "--reason", "误")
EVERYTHING = [
    "付款申请单 FK-HP-2019.pdf",
    "付款申请单 FK-HP-2019Q4-2.pdf",
    "付款申请单 FK-HP-2019Q4（已作废）.pdf",
    "冲销单 HC-JS-HP-2019Q4.pdf",
    "冲销单 HC-QS-HP-2019.pdf",
    "季度结算单 JS-HP-2019Q4-2.pdf",
    "季度结算单 JS-HP-2019Q4（已冲销）.pdf",
    "季度考核表 KH-HP-2019Q4-2.pdf",
    "季度考核表 KH-HP-2019Q4（已作废）.pdf",
    "年度结算对账表 HP-2019.pdf",
    "年终清算单 QS-HP-2019-2.pdf",
    "年终清算单 QS-HP-2019（已冲销）.pdf",
    "整改及扣款通知书 ZG-HP-2019Q4-2.pdf",
    "整改及扣款通知书 ZG-HP-2019Q4（已作废）.pdf",
    "考核扣款台账 HP-2019.pdf",
    "退款通知书 TK-HP-2019（已冲销）.pdf",
]


@pytest.fixture
def everything(tmp_path: Path) -> Settle:
    """One quarter with a paper of every kind in every state that it can be in."""
    line = year_of(tmp_path, (("people", "人员经费", "1,200.00", "actual_cost"), FEE), start="2019-10-01")
    line.ok("quarter", "advance", "2019Q4", "people", "--amount", "1,000.00", "--reason", "按预计")
    line.post("2019Q4")
    printed(line, "payment-request", "2019Q4")
    line.ok("quarter", "reverse", "2019Q4", *UNDO)
    line.post("2019Q4")
    printed(line, "payment-request", "2019Q4")
    assessed(line, "2019Q4", failed("7.00"))
    line.ok("assessment", "reopen", "2019Q4", *UNDO)
    line.ok("assessment", "confirm", "2019Q4", "--reviewer", REVIEWER)
    costs(line, "300.00", months=range(10, 13))
    cleared(line)
    line.ok("clearance", "reverse", "2019", *UNDO)
    line.ok("actuals", "set", "2019-10", "other", "150.00", "--replace")
    cleared(line)
    printed(line, "payment-request", "2019")
    return line


def test_every_paper_of_the_year_is_written(everything: Settle) -> None:
    folder = everything.ledger.with_name("单据")
    done = everything.ok("document", "render-all", "2019", "-o", folder)
    assert sorted(path.name for path in folder.iterdir()) == EVERYTHING
    assert {Path(entry["file"]).name: entry["document"] for entry in done["documents"]} == {
        name: name.split()[1].removesuffix(".pdf").partition("（")[0] for name in EVERYTHING
    }
    for path in folder.iterdir():
        pdf, state = Pdf(path), path.stem.partition("（")[2].rstrip("）")
        number = path.stem.split()[1].partition("（")[0]
        assert number in pdf.text, path.name
        assert all(page.startswith(state) for page in pdf.pages), path.name
        assert pdf.metadata["Title"] == path.stem.partition("（")[0], path.name
        assert (pdf.qr_code(0) is None) == path.name.startswith(("年度结算对账表", "考核扣款台账")), path.name


def test_the_same_bytes_every_time_and_each_print_is_counted(everything: Settle) -> None:
    first, second = everything.ledger.with_name("一"), everything.ledger.with_name("二")
    before = {entry["document"]: entry["prints"] for entry in everything.ok("document", "list")}
    everything.ok("document", "render-all", "2019", "-o", first)
    everything.today = "2020-05-01"
    everything.ok("document", "render-all", "2019", "-o", second)
    lists = ("年度结算对账表 HP-2019.pdf", "考核扣款台账 HP-2019.pdf")
    for path in first.iterdir():
        same = path.read_bytes() == (second / path.name).read_bytes()
        assert same is (path.name not in lists), path.name
    after = {entry["document"]: entry["prints"] for entry in everything.ok("document", "list")}
    assert after == {document: prints + 2 for document, prints in before.items()}
    assert everything.ok("ledger", "verify")["ok"]


def test_the_second_time_nothing_is_written_or_counted_without_force(everything: Settle) -> None:
    folder = everything.ledger.with_name("单据")
    folder.mkdir()
    kept = folder / "季度结算单 JS-HP-2019Q4-2.pdf"
    kept.write_text("别的文件", encoding="utf-8")
    before = everything.ledger.read_bytes()
    error = everything.refused("document", "render-all", "2019", "-o", folder)
    assert error["message"] == f"文件 {kept} 已存在，没有覆盖，别的也没有保存；请换一个文件夹，或加 --force"
    assert [path.name for path in folder.iterdir()] == [kept.name]
    assert kept.read_text(encoding="utf-8") == "别的文件"
    assert everything.ledger.read_bytes() == before
    everything.ok("document", "render-all", "2019", "-o", folder, "--force")
    assert kept.read_bytes().startswith(b"%PDF")
    assert len(list(folder.iterdir())) == len(EVERYTHING)


def test_an_open_year_has_its_two_lists(tmp_path: Path) -> None:
    line = year_of(tmp_path)
    before = line.ledger.read_bytes()
    line.ok("document", "render-all", "2019", "-o", tmp_path / "深" / "单据")
    names = sorted(path.name for path in (tmp_path / "深" / "单据").iterdir())
    assert names == ["年度结算对账表 HP-2019（草稿）.pdf", "考核扣款台账 HP-2019.pdf"]
    assert line.ledger.read_bytes() == before


def test_what_cannot_be_printed_leaves_no_folder(tmp_path: Path) -> None:
    line = year_of(tmp_path, vendor="公司😀")
    error = line.refused("document", "render-all", "2019", "-o", tmp_path / "单据")
    assert error["code"] == "unprintable"
    assert not (tmp_path / "单据").exists()


def test_the_text_names_each_file(everything: Settle) -> None:
    done = everything("document", "render-all", "2019", "-o", everything.ledger.with_name("单据"))
    *names, last = done.out.splitlines()
    assert sorted(names) == EVERYTHING
    assert last == f"2019年单据 {len(EVERYTHING)} 份已写到 {everything.ledger.with_name('单据')}"


def test_a_strange_project_code_makes_names_that_windows_can_store(tmp_path: Path) -> None:
    line = year_of(tmp_path, code="A:1/甲*")
    line.post("2019Q1")
    done = line.ok("document", "render-all", "2019", "-o", tmp_path / "单据")
    names = sorted(path.name for path in (tmp_path / "单据").iterdir())
    assert names == [
        "季度结算单 JS-A_1_甲_-2019Q1.pdf",
        "年度结算对账表 A_1_甲_-2019（草稿）.pdf",
        "考核扣款台账 A_1_甲_-2019.pdf",
    ]
    assert "单号：JS-A:1/甲*-2019Q1" in Pdf(tmp_path / "单据" / names[0]).text
    assert done["warnings"][-1] == (
        "文件名“季度结算单 JS-A:1/甲*-2019Q1.pdf”含 Windows 不能保存的字符，已改为“季度结算单 JS-A_1_甲_-2019Q1.pdf”"
    )


def test_names_that_have_to_be_cut_stay_different(tmp_path: Path) -> None:
    line = year_of(tmp_path, code="长" * 90)
    for quarter in ("2019Q1", "2019Q2"):
        line.post(quarter)
        assessed(line, quarter)
    done = line.ok("document", "render-all", "2019", "-o", tmp_path / "单据")
    assert len(list((tmp_path / "单据").iterdir())) == len(done["documents"]) == 6


@pytest.mark.parametrize("codes", [("HP", "12", "热线-2019Q1")])
def test_projects_with_odd_codes_keep_to_their_own_papers(tmp_path: Path, codes: tuple[str, ...]) -> None:
    lines: list[Settle] = []
    for number, code in enumerate(codes):
        folder = tmp_path / str(number)
        folder.mkdir()
        line = year_of(folder, THREE_ITEMS, code=code, name=f"项目{number}")
        if lines:
            line.ledger = lines[0].ledger
            line.ok("init", "--template", folder / "合同.toml")
        lines.append(Settle(line.ledger, project=code))
    for number, (line, code) in enumerate(zip(lines, codes, strict=True)):
        line.post("2019Q1")
        assessed(line, "2019Q1", PASSED)
        assert [entry["document"] for entry in line.ok("document", "list")] == [
            f"JS-{code}-2019Q1",
            f"KH-{code}-2019Q1",
        ]
        sheet = printed(line, "settlement", f"JS-{code}-2019Q1")
        assert f"项目{number}（{code}）" in sheet.text
    error = lines[0].refused("document", "render", "settlement", "JS-12-2019Q1", "-o", tmp_path / "x.pdf")
    assert error["code"] == "no_such_document"
