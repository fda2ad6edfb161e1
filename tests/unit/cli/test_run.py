"""Where results and messages go, and with which status a command ends."""

import io
import json
from pathlib import Path

import pytest

from settlement_app.cli import output
from settlement_app.cli.run import run
from settlement_app.ledger.errors import LedgerError
from tests.support.cli import REVIEWER, Settle

FAULT = "settlement_app.office.contracts.show"


def test_results_go_to_standard_output_and_warnings_to_standard_error(settle: Settle) -> None:
    settle.post("2019Q1")
    pay = ("payment", "record", "2019Q1", "--date", "2019-04-20", "--voucher", "记-1")
    done = settle(*pay, "--amount", "100")
    assert done.status == 0
    assert "2019年第一季度结算" in done.out
    assert (
        done.err == "注意：2019年第一季度结算已付 100.00 元，已开发票 0.00 元，发票少 100.00 元；请催开发票\n"
    )
    as_json = settle("--json", *pay, "--amount", "50")
    assert as_json.err == ""
    assert as_json.json["warnings"] == [
        "2019年第一季度结算已付 150.00 元，已开发票 0.00 元，发票少 150.00 元；请催开发票",
        "凭证号 记-1 已用于另一笔付款；请核对是否重复登记",
    ]


def test_json_is_one_value_as_it_is_written(settle: Settle) -> None:
    done = settle("contract", "show", "--json")
    value, end = json.JSONDecoder().raw_decode(done.out)
    assert done.out[end:] == "\n"
    assert value["vendor"] == "上海电信百事应信息有限公司"
    assert "上海电信百事应信息有限公司" in done.out


def test_a_refusal_says_why_in_both_forms(settle: Settle) -> None:
    line = ("quarter", "post", "2019Q2", "--reviewer", " ")
    reasons = [
        "2019年第一季度尚未审定；结算单须按季度顺序审定，请先审定2019年第一季度",
        "2019年第一季度考核尚未确认；请先确认（assessment confirm 2019Q1）",
        "没有复核人；请用 --reviewer 写明复核人姓名",
    ]
    done = settle(*line)
    assert (done.status, done.out) == (1, "")
    assert done.err == "".join(f"错误：{reason}\n" for reason in reasons)
    as_json = settle("--json", *line)
    assert as_json.status == 1
    assert as_json.json == {"error": {"code": "not_in_order", "message": reasons[0], "details": reasons}}
    assert as_json.err == done.err


def test_one_reason_stands_among_the_details_too(settle: Settle) -> None:
    error = settle.refused("contract", "show", "--year", "2018")
    assert error == {
        "code": "no_such_year",
        "message": "没有 2018 年的合同；请核对年度",
        "details": ["没有 2018 年的合同；请核对年度"],
    }


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        (LedgerError("ledger_locked", "台账正被占用；请稍后再试"), 3, "ledger_locked"),
        (PermissionError(13, "Permission denied", "单.pdf"), 2, "file_error"),
        (KeyboardInterrupt(), 130, "interrupted"),
        (RuntimeError("a bug of ours"), 3, "internal"),
    ],
)
def test_the_status_of_a_failure(
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    fault: BaseException,
    status: int,
    code: str,
) -> None:
    def fail(*_: object) -> None:
        raise fault

    monkeypatch.setattr(FAULT, fail)
    monkeypatch.setattr("platformdirs.user_log_dir", lambda *_, **__: str(tmp_path / "log"))
    done = settle("--json", "contract", "show")
    assert (done.status, done.json["error"]["code"]) == (status, code)
    in_words = settle("contract", "show")
    assert (in_words.status, in_words.out) == (status, "")
    assert in_words.err.startswith("错误：")
    assert "Traceback" not in in_words.err


def test_a_bug_is_written_down(settle: Settle, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a bug of ours")

    monkeypatch.setattr(FAULT, fail)
    monkeypatch.setattr("platformdirs.user_log_dir", lambda *_, **__: str(tmp_path / "log"))
    log = tmp_path / "log" / "errors.log"
    assert settle("contract", "show").err == (
        f"错误：程序内部出错，本次操作没有完成，已存数据不受影响；详情见 {log}，请交维护人员\n"
    )
    assert "RuntimeError: a bug of ours" in log.read_text(encoding="utf-8")
    log.unlink()
    log.mkdir()
    assert settle("contract", "show").status == 3


def test_a_reader_who_has_gone_is_no_fault(settle: Settle) -> None:
    done = settle.process("ledger", "journal", stdin=None)
    assert done.returncode == 0
    import subprocess

    line = " ".join(f"'{part}'" for part in settle.command("scheme", "show"))
    piped = subprocess.run(
        ["sh", "-c", f"{line} | true"], env=settle.environment(), capture_output=True, check=False
    )
    assert piped.stderr == b""


def test_utf8_whatever_the_code_page(monkeypatch: pytest.MonkeyPatch) -> None:
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="ascii", newline="\r\n") for _ in range(2)]
    monkeypatch.setattr("sys.stdout", streams[0])
    monkeypatch.setattr("sys.stderr", streams[1])
    assert run(["words", "1"]) == 0
    assert run(["words", "x\udc80"]) == 2
    buffers = [stream.buffer for stream in streams]
    assert isinstance(buffers[0], io.BytesIO)
    assert isinstance(buffers[1], io.BytesIO)
    assert buffers[0].getvalue() == "壹元整\n".encode()
    assert b"x\\udc80" in buffers[1].getvalue()


def test_verify_ends_with_3_where_something_is_wrong(settle: Settle) -> None:
    settle.post("2019Q1")
    good = settle.ok("ledger", "verify")
    assert (good["ok"], good["problems"], good["entries"]) == (True, [], 2)
    bad = settle("--json", "ledger", "verify", "--anchor", "0" * 64)
    assert bad.status == 3
    assert bad.json["ok"] is False
    assert bad.json["problems"][0].startswith("操作日志中没有校验码")
    in_words = settle("ledger", "verify", "--anchor", "0" * 64)
    assert (in_words.status, in_words.out) == (3, "")
    assert in_words.err.startswith("错误：台账未通过核对\n")


def test_an_anchor_is_found_by_its_first_digits(settle: Settle) -> None:
    anchor = settle.post("2019Q1")["anchor"]
    assert len(anchor) == 64
    found = settle.ok("ledger", "verify", "--anchor", anchor[:16].upper())["anchor"]
    assert found == {"sequence": 2, "act": "quarter.post", "subject": "2019Q1"}
    assert "校验码属于第 2 条：审定结算单 2019Q1" in settle("ledger", "verify", "--anchor", anchor).out


def test_backup_and_restore(settle: Settle, tmp_path: Path) -> None:
    settle.post("2019Q1")
    copy = tmp_path / "备份.settlement"
    assert settle.ok("ledger", "backup", copy)["ok"] is True
    settle.ok("quarter", "reverse", "2019Q1", "--reason", "有误", "--reviewer", REVIEWER)
    done = settle("ledger", "restore", copy, "--force")
    assert done.status == 0
    assert "原台账另存为" in done.out
    assert settle.ok("quarter", "show", "2019Q1")["status"] == "posted"
    settle.ledger.unlink()
    assert settle("ledger", "restore", copy).status == 0


def test_messages_of_a_failure_are_not_repeated(capsys: pytest.CaptureFixture[str]) -> None:
    output.failure("x", "甲", ["甲", "乙"], as_json=False)
    output.failure("x", "丙", ["乙"], as_json=False)
    assert capsys.readouterr().err == "错误：甲\n错误：乙\n错误：丙\n错误：乙\n"
