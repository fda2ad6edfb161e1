"""The rules' sentences for the screen: plain words stand where the command line's words and file keys stood."""

import re
from collections.abc import Mapping

from settlement_app.domain.findings import SettlementError, messages
from settlement_app.domain.money import Unit
from settlement_app.ledger.errors import LedgerError

_COMMANDS = "assessment|quarter|deduction|contract|scheme|payment|invoice|clearance|document|actuals|ledger"
_COMMAND = rf"(?:settle (?:init|demo|(?:{_COMMANDS}) [a-z-]+)|\b(?:{_COMMANDS}) [a-z-]+)(?: --help)?"
_KEY = "pass_score|deduct_when_passed|per_point|no_deduction"
_IN_BRACKETS = re.compile(rf"（[^（）]*(?:--[a-z]|{_COMMAND}|{_KEY})[^（）]*）")
_ADVISED = re.compile(rf"用 {_COMMAND} ?")
_LEFT = re.compile(rf"--[a-z]|{_COMMAND}")

_WORDS: Mapping[str, str] = {
    " [[manual_deduction]]": "手工扣款",
    " [[rectification]]": "整改措施",
    " [[incident]]": "故障记录",
    "[actuals] 的 ": "",
    "[points] 的 ": "",
    "[sources] 的 ": "",
    "no_incidents 写明": "已写明",
    "补上 min_score = 0 的": "补上从 0 分起的",
    "的 min_score 相同": "的起始分相同",
    "改用 fixed 或 percent 条款": "改用定额或按比例的条款",
    "改用 carry": "改为结转下年",
    "填 true 或 false": "选“达标”或“未达标”",
    "核对 score 或": "核对总分或",
    "核对 level": "核对故障级别",
    "核对 reported、responded、restored": "核对三个时间",
    "核对 reported": "核对报告时间",
    "请生成空白表": "请把月份一列的表头写成“月份”",
    "请加 --force": "请选择替换",
    "请加 --replace": "请选择替换",
    "用 --by ": "",
    "用 --reviewer ": "",
    "用 --item ": "",
    "用 --project ": "",
    " --against": "对方子项目",
    " --annual": "年度金额",
    " --from": "起始季度",
    " --ledger": "文件",
    " --project": "项目",
    " --tax": "税额",
}
"""What the rules' sentences call by its name on the command line or in a file, and how the window calls it."""


def told_of(error: object, most_details: int | None = None) -> list[str]:
    """What is said of an error that a user can do something about, in sentences; nothing of one nobody foresaw."""
    if isinstance(error, SettlementError):
        texts = messages(error.findings)
    elif isinstance(error, LedgerError):
        texts = (error.message, *error.details[:most_details])
    else:
        texts = ()
    return [for_screen(text) for text in texts]


def in_yuan(unit: Unit) -> str:
    """What stands beside a sheet's number while the window shows another unit than paper does."""
    return "" if unit == "元" else " · 单据按元显示"


def for_screen(message: str) -> str:
    """The message in the window's words; advice that only the command line can follow is left out."""
    plain = _ADVISED.sub("", _IN_BRACKETS.sub("", message))
    for word, shown in _WORDS.items():
        plain = plain.replace(word, shown)
    first, *advice = plain.split("；")
    kept = ["，".join(part for part in clause.split("，") if not _LEFT.search(part)) for clause in advice]
    return "；".join([first, *filter(None, kept)])
