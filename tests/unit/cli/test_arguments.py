"""What may stand where on the command line, and what is said where it stands wrong."""

import os
from pathlib import Path

import pytest

from settlement_app.cli.run import run
from tests.support.cli import REVIEWER, Settle

ADVANCE = ("quarter", "advance", "2019Q1", "consultants", "--reason", "少付")


@pytest.mark.parametrize(
    ("typed", "in_words"),
    [
        ("-100", "负壹佰元整"),
        ("-445,200.00", "负肆拾肆万伍仟贰佰元整"),
        ("-￥0.01", "负壹分"),
        ("-¥5", "负伍元整"),
        ("-５", "负伍元整"),
        ("－５元", "负伍元整"),
        ("-0.05万元", "负伍佰元整"),
        ("-0", "零元整"),
        ("+3", "叁元整"),
    ],
)
def test_a_negative_amount_is_a_value(settle: Settle, typed: str, in_words: str) -> None:
    assert settle("words", typed).out == f"{in_words}\n"
    assert settle("words", "--", typed).out == f"{in_words}\n"


def test_a_negative_amount_behind_an_option_or_a_flag(settle: Settle) -> None:
    adjusted = settle.ok(
        "quarter", "adjust", "2019Q1", "tax", "--reason", "-5 多计", "--document", "-1号", "--amount", "-1.50"
    )
    assert adjusted["adjustments"] == [
        {"item": "tax", "amount": -150, "reason": "-5 多计", "document": "-1号"}
    ]
    costs = settle.ok("actuals", "set", "2019-01", "wages", "--estimate", "-1,000.00", "--note", "-7")
    assert costs["total"] == -100_000


@pytest.mark.parametrize("flag", ["-x", "--x", "-abc", "-.5", "--5"])
def test_what_is_no_negative_amount_is_an_option(settle: Settle, flag: str) -> None:
    done = settle("words", flag)
    assert done.status == 2
    assert done.err.startswith("没有选项“-")


@pytest.mark.parametrize(
    "line",
    [
        "--ledger {ledger} --by 甲 --json quarter post 2019Q1 --reviewer 乙",
        "quarter --ledger {ledger} --by 甲 post --json 2019Q1 --reviewer 乙",
        "quarter post 2019Q1 --reviewer 乙 --by 甲 --json --ledger {ledger}",
        "quarter --json post --project 12333 2019Q1 --by=甲 --reviewer=乙 --ledger={ledger}",
        "--by 丙 quarter post 2019Q1 --by 甲 --json --reviewer 乙 --ledger {ledger}",
    ],
)
def test_the_common_options_stand_anywhere(
    settle: Settle, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(line.format(ledger=settle.ledger).split()) == 0
    assert '"prepared_by": "甲"' in capsys.readouterr().out


class Bare(Settle):
    """The command line without any common option of its own."""

    def _common(self) -> list[str]:
        return []


bare = Bare(Path("none"))


def test_the_environment_stands_for_the_common_options(
    settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SETTLEMENT_LEDGER", str(settle.ledger))
    monkeypatch.setenv("SETTLEMENT_USER", "环境经办")
    assert bare("quarter", "post", "2019Q1", "--reviewer", "环境经办").status == 1
    assert bare("--by", "甲", "quarter", "post", "2019Q1", "--reviewer", "环境经办").status == 0
    assert "编制 甲，复核 环境经办" in bare("quarter", "show", "2019Q1").out


def test_without_any_of_them_it_is_the_login_name_and_the_default_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("SETTLEMENT_LEDGER", "SETTLEMENT_USER", "XDG_DOCUMENTS_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setattr("platformdirs.user_documents_path", lambda: tmp_path / "Documents")
    monkeypatch.setattr("settlement_app.office.desk.getpass.getuser", lambda: "本机账户")
    assert bare("init", "--template", "12333-2019").status == 0
    assert (tmp_path / "Documents" / "结算台账" / "台账.settlement").is_file()
    assert "本机账户" in bare("ledger", "journal").out


@pytest.mark.parametrize("option", ["--ledger", "--project"])
def test_an_empty_name_never_means_another_ledger_or_project(settle: Settle, option: str) -> None:
    done = settle("contract", "show", option, "")
    assert (done.status, done.out) == (2, "")
    assert done.err == (
        f"{option}：不能为空；请写明，或不写这个选项；用 --help 查看用法（settle contract show --help）\n"
    )


def test_an_empty_preparer_is_not_replaced_by_the_login_name(settle: Settle) -> None:
    refused = settle.refused("quarter", "post", "2019Q1", "--by", "", "--reviewer", REVIEWER)
    assert refused["code"] == "no_preparer"


SET = ("contract", "set", "number", "X", "--reason", "来函")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("\udcd6\udcd0", "不是 UTF-8 编码的文字；请核对终端或脚本的编码"),
        ("\x1b[31m红", "含有控制字符；请删去"),
        ("一\t二", "含有控制字符；请删去"),
        ("\x7f", "含有控制字符；请删去"),
        ("\x9b31m", "含有控制字符；请删去"),
    ],
)
def test_what_is_no_text_is_told(
    settle: Settle, typed: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As an option, an argument, a common option and in the environment."""
    assert settle(*SET[:-1], typed).err.startswith(f"--reason：{said}；")
    assert settle(*SET[:3], typed, *SET[4:]).err.startswith(f"内容：{said}；")
    assert settle(*SET, "--project", typed).err.startswith(f"--project：{said}；")
    assert settle(*SET, "--by", typed).err.startswith(f"--by：{said}；")
    monkeypatch.setenv("SETTLEMENT_LEDGER", str(settle.ledger))
    monkeypatch.setenv("SETTLEMENT_USER", typed)
    done = bare(*SET)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"环境变量 SETTLEMENT_USER 或登录名{said}，或用 --by 写明编制人；")


def test_a_text_may_have_several_lines(settle: Settle) -> None:
    assert settle.ok(*SET[:3], "甲\n乙", *SET[4:])["texts"] == {"number": "甲\n乙"}


HELP = "；用 --help 查看用法（settle {} --help）\n"


@pytest.mark.parametrize(
    ("line", "sentence", "command"),
    [
        ("words", "缺少参数 金额", "words"),
        ("words abc", "金额：“abc”不是金额；请填写如 17,846,800.00 或 1784.68万元 的数字", "words"),
        ("words -1.234", "金额：“-1.234”的小数超过一分（元最多 2 位小数）；请改为整分", "words"),
        ("words 1 -2 3", "多出了参数“-2 3”", "words"),
        ("words 1 --json=是", "选项“--json”不带值", "words"),
        ("quarter show 2019Q5", "季度：“2019Q5”不是季度；请写成 2019Q1 的样子", "quarter show"),
        ("quarter post 2019Q1", "缺少选项 --reviewer", "quarter post"),
        ("quarter post 2019Q1 --reviewer", "选项“--reviewer”后面缺少值", "quarter post"),
        ("quarter post 2019Q1 --reveiwer 乙", "没有选项“--reveiwer”；是否要用 --reviewer", "quarter post"),
        ("quarter pots", "没有命令“pots”；是否要用 post", "quarter"),
        ("打印 xlsx", "没有命令“打印”", ""),
        ("actuals set 2019-1 wages 1", "月份：“2019-1”不是月份；请写成 2019-03 的样子", "actuals set"),
        (
            "actuals set 2019-01 salary 1",
            "类别：“salary”不在可选之列（wages、welfare、social_insurance、housing_fund、other）",
            "actuals set",
        ),
        ("actuals template 2019", "缺少选项 -o", "actuals template"),
        ("contract show --year 19", "--year：“19”不是年度；请写成 2019 的样子", "contract show"),
        (
            "clearance show 2019 --outstanding keep",
            "--outstanding：“keep”不在可选之列（carry、settle）",
            "clearance show",
        ),
        (
            "clearance reduce 2019 tax --amount 0",
            "--amount：“0”应大于零；请填写一个大于零的金额",
            "clearance reduce",
        ),
        (
            "payment record 2019 --amount 1 --date 2019-01-01 --voucher 1",
            "对象：“2019”不是季度；请写成 2019Q1 的样子",
            "payment record",
        ),
        (
            "payment record clearance:x --amount 1 --date 2019-01-01 --voucher 1",
            "对象：“x”不是年度；请写成 2019 的样子",
            "payment record",
        ),
        (
            "payment record 2019Q1 --amount 1 --date 2019-2-30 --voucher 1",
            "--date：“2019-2-30”不是日期；请写成 2019-04-20 的样子",
            "payment record",
        ),
        ("payment reverse 一 --reason 误", "序号：“一”不是序号；请填写如 1 的整数", "payment reverse"),
        (
            "payment reverse 99999999999999999999 --reason 误",
            "序号：“99999999999999999999”不是序号；请填写如 1 的整数",
            "payment reverse",
        ),
        (
            "ledger verify --anchor 0123",
            "--anchor：“0123”不是校验码；请照抄单据上的前 16 位，或全部 64 位",
            "ledger verify",
        ),
        (
            "words 99999999999999.99",
            "金额：“99999999999999.99”超出金额范围（不超过 ±9,999,999,999,999.99 元）；请核对金额",
            "words",
        ),
    ],
)
def test_wrong_usage(settle: Settle, line: str, sentence: str, command: str) -> None:
    expected = sentence + HELP.format(command).replace("settle  --help", "settle --help")
    done = settle(*line.split())
    assert (done.status, done.out, done.err) == (2, "", expected)
    as_json = settle("--json", *line.split())
    assert as_json.status == 2
    assert as_json.json == {"error": {"code": "usage", "message": expected.rstrip("\n"), "details": []}}


def test_a_group_without_a_command_shows_its_help(settle: Settle) -> None:
    done = settle("quarter")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("用法：settle quarter [选项] 命令 …\n")
    assert settle("--json", "quarter").json["error"]["message"] == "没有写明命令"


def test_a_folder_named_like_a_bundled_template_is_not_in_its_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "12333-2019").mkdir()
    monkeypatch.chdir(tmp_path)
    assert Settle(tmp_path / "台账.settlement")("init", "--template", "12333-2019").status == 0


def test_today_is_the_systems_day_where_no_other_is_stated(
    settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settle, "_environment", dict)
    monkeypatch.delenv("SETTLEMENT_TODAY", raising=False)
    assert "SETTLEMENT_TODAY" not in os.environ
    assert settle.ok("quarter", "show", "2019Q1")["blocked_by"] == []
