"""Actual cost as .csv, in every form that Excel, WPS and people give it; what is not understood is refused by cell."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from settlement_app.domain.actuals import Category
from settlement_app.domain.findings import InputError
from settlement_app.domain.periods import Month, Quarter, months_of
from settlement_app.exchange.actuals_file import ActualsFile, read_actuals

YEAR = months_of(tuple(Quarter(2019, number) for number in range(1, 5)))
TWO_YEARS = (*YEAR, *months_of(tuple(Quarter(2020, number) for number in range(1, 5))))
HEAD = "月份,工资,福利,单位缴社会保险费,住房公积金\n"
JANUARY = "2019-01,7000,1000,1000,500\n"
FOUR: tuple[Category, ...] = ("wages", "welfare", "social_insurance", "housing_fund")


def read(
    folder: Path, content: str | bytes, name: str = "费用.csv", months: Sequence[Month] = YEAR
) -> ActualsFile:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_actuals(path, months)


def problems(folder: Path, content: str | bytes, months: Sequence[Month] = YEAR) -> list[str]:
    with pytest.raises(InputError) as refused:
        read(folder, content, months=months)
    return [finding.message.removeprefix("费用.csv ") for finding in refused.value.findings]


def amounts(found: ActualsFile) -> list[int]:
    return [amount for _, _, amount in found.values]


def test_values_in_the_order_of_the_rows(tmp_path: Path) -> None:
    found = read(tmp_path, HEAD + JANUARY)
    assert found == ActualsFile(
        tuple(
            (Month(2019, 1), category, amount)
            for category, amount in zip(FOUR, (700_000, 100_000, 100_000, 50_000), strict=True)
        ),
        "元",
    )


@pytest.mark.parametrize(
    "content",
    [
        (HEAD + JANUARY).encode(),
        b"\xef\xbb\xbf" + (HEAD + JANUARY).encode(),
        (HEAD + JANUARY).encode("gb18030"),
        (HEAD + JANUARY).replace("\n", "\r\n").encode("gbk"),
        (HEAD + JANUARY).replace("\n", "\r").encode(),
        (HEAD + JANUARY).rstrip("\n").encode(),
        (HEAD + JANUARY).replace(",", "\t").encode(),
        (HEAD + JANUARY).replace(",", ";").encode(),
        (HEAD + JANUARY).replace(",", "，").encode(),
        ("2019年人员经费；单位：元，按月,,,,\n,,,,\n" + HEAD + JANUARY + ",,,,\n").encode(),
        ("\n\n" + HEAD + "\n" + JANUARY).encode(),
        (HEAD + '"2019-01","7,000.00","1,000","１０００","￥500元"\n').encode(),
        (HEAD.replace("\n", ",,\n") + JANUARY.replace("\n", ",,\n")).encode(),
        (" 月 份 , 工资（元） ,福利(元),单位缴社会保险费,公积金\n" + JANUARY).encode(),
        ("公积金,单位缴社会保险费,月份,福利,工资\n500,1000,2019-01,1000,7000\n").encode(),
        ("月份,工资,福利,社保,公积金\n2019-01,7000,1000,1000,500\n").encode(),
        ("月份,工资,福利,社会保险费,公积金\n2019-01,7000,1000,1000,500\n").encode(),
    ],
    ids=[
        "utf-8", "bom", "gb18030", "crlf", "cr", "no last line end", "tab", "semicolon", "full-width comma",
        "title", "blank lines", "quoted", "trailing commas", "heads", "any order", "short name", "shorter name",
    ],
)  # fmt: skip
def test_one_row_however_it_is_written(tmp_path: Path, content: bytes) -> None:
    found = {(month, category): amount for month, category, amount in read(tmp_path, content).values}
    assert found == dict(
        zip([(Month(2019, 1), c) for c in FOUR], (700_000, 100_000, 100_000, 50_000), strict=True)
    )


@pytest.mark.parametrize(
    "month",
    [
        "2019-03", "2019/3", "2019年3月", "2019年03月", "201903", "２０１９-０３", " 2019-03 ",
        "2019-03-01", "2019/3/31", "2019年3月15日",
    ],
)  # fmt: skip
def test_a_month_however_it_is_written(tmp_path: Path, month: str) -> None:
    assert read(tmp_path, HEAD + JANUARY.replace("2019-01", month)).values[0][0] == Month(2019, 3)


@pytest.mark.parametrize(
    "month",
    [
        "2019-13", "2019-00", "20193", "2019年3", "19-03", "2019.03", "备注",
        "0", "0月", "13", "13月", "003", "3.0", "-3", "月", "3月3日", "三月",
    ],
)  # fmt: skip
def test_what_is_no_month(tmp_path: Path, month: str) -> None:
    assert problems(tmp_path, HEAD + JANUARY.replace("2019-01", month)) == [
        f"第 2 行第 1 列：“{month}”不是月份；请写成 2019-03 的样子，合计行请写“合计”"
    ]


SHORT_MONTHS = ["3月", "03月", "3月份", "3", "03", "３月", " 3 "]


@pytest.mark.parametrize("month", SHORT_MONTHS)
def test_a_month_without_its_year_is_of_the_only_year_there_is(tmp_path: Path, month: str) -> None:
    assert read(tmp_path, HEAD + JANUARY.replace("2019-01", month)).values[0][0] == Month(2019, 3)


@pytest.mark.parametrize(
    ("title", "months", "expected"),
    [
        ("2020年人员经费",            TWO_YEARS, Month(2020, 3)),
        ("2019 年人员经费（2020年）", YEAR,      Month(2019, 3)),
        ("人员经费",                  YEAR,      Month(2019, 3)),
    ],
)  # fmt: skip
def test_a_title_may_tell_which_year_is_meant(
    tmp_path: Path, title: str, months: Sequence[Month], expected: Month
) -> None:
    content = f"{title},,,,\n{HEAD}{JANUARY.replace('2019-01', '3月')}"
    assert read(tmp_path, content, months=months).values[0][0] == expected


@pytest.mark.parametrize(
    ("title", "months"),
    [
        ("人员经费",               TWO_YEARS),
        ("2019年、2020年人员经费", TWO_YEARS),
        ("2020年人员经费",         YEAR),
    ],
)  # fmt: skip
@pytest.mark.parametrize("month", ["3月", "3"])
def test_a_month_is_refused_where_its_year_is_not_clear(
    tmp_path: Path, title: str, months: Sequence[Month], month: str
) -> None:
    content = f"{title},,,,\n{HEAD}{JANUARY.replace('2019-01', month)}"
    assert problems(tmp_path, content, months) == [
        f"第 3 行第 1 列：“{month}”不是月份；请写成 2019-03 的样子，合计行请写“合计”"
    ]


def test_a_month_written_twice_in_two_forms_is_refused(tmp_path: Path) -> None:
    assert problems(tmp_path, HEAD + JANUARY + JANUARY.replace("2019-01", "1月")) == [
        "第 3 行第 1 列：2019-01 重复，已见于第 2 行第 1 列；请只留一行"
    ]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("", "没有填数；没有发生的请填 0，还没有数的月份请删去整行"),
        ("-", "没有填数；没有发生的请填 0，还没有数的月份请删去整行"),
        ("－", "没有填数；没有发生的请填 0，还没有数的月份请删去整行"),
        ("—", "“—”不是金额；请填写如 17,846,800.00 或 1784.68万元 的数字"),
        ("无", "“无”不是金额；请填写如 17,846,800.00 或 1784.68万元 的数字"),
        ("1e3", "“1e3”不是金额；请填写如 17,846,800.00 或 1784.68万元 的数字"),
        ("=1+1", "“=1+1”不是金额；请填写如 17,846,800.00 或 1784.68万元 的数字"),
        ("0.001", "“0.001”的小数超过一分（元最多 2 位小数）；请改为整分"),
    ],
)
def test_what_is_no_amount(tmp_path: Path, cell: str, expected: str) -> None:
    assert problems(tmp_path, HEAD + f"2019-01,7000,{cell},1000,500\n") == [f"第 2 行第 3 列：{expected}"]


@pytest.mark.parametrize(
    ("cell", "expected"), [("0", 0), ("-1,234.56", -123_456), ("0.01", 1), ("3万元", 3_000_000)]
)
def test_what_is_an_amount(tmp_path: Path, cell: str, expected: int) -> None:
    assert amounts(read(tmp_path, HEAD + f'2019-01,7000,"{cell}",1000,500\n'))[1] == expected


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    content = HEAD + "2019-01,,1,1,1\n2019-02,1\n2019-01,1,1,1,1\n2018-12,1,1,1,1\n2019-03,1,1,x,1,9\n"
    assert problems(tmp_path, content) == [
        "第 2 行第 2 列：没有填数；没有发生的请填 0，还没有数的月份请删去整行",
        "第 3 行第 3 列：没有填数；没有发生的请填 0，还没有数的月份请删去整行",
        "第 3 行第 4 列：没有填数；没有发生的请填 0，还没有数的月份请删去整行",
        "第 3 行第 5 列：没有填数；没有发生的请填 0，还没有数的月份请删去整行",
        "第 4 行第 1 列：2019-01 重复，已见于第 2 行第 1 列；请只留一行",
        "第 5 行第 1 列：2018-12 不在合同期间内；请核对月份",
        "第 6 行第 4 列：“x”不是金额；请填写如 17,846,800.00 或 1784.68万元 的数字",
        "第 6 行第 6 列：“9”不在任何列下；请删去，或补上表头",
    ]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("月份,工资,福利,单位缴社会保险费", ["第 1 行第 1 列：缺少“住房公积金”列；请补上"]),
        ("月份,工资,工资,福利,单位缴社会保险费,公积金", ["第 1 行第 3 列：“工资”列重复；请只留一列"]),
        ("月份,工资,福利,单位缴社会保险费,公积金,住房公积金", ["第 1 行第 6 列：“住房公积金”列重复；请只留一列"]),
        ("月份,工资,福利,单位缴社会保险费,公积金,奖金", [
            "第 1 行第 6 列：不认识的列“奖金”；可用的列：月份、工资、福利、单位缴社会保险费、住房公积金、其他",
        ]),
        ("月份,工资,福利,单位缴社会保险费,公积金", ["第 1 行第 1 列：表头之下没有任何月份；请填写各月数据"]),
    ],
)  # fmt: skip
def test_a_wrong_head(tmp_path: Path, head: str, expected: list[str]) -> None:
    assert problems(tmp_path, head + "\n") == expected


@pytest.mark.parametrize(
    "content",
    [
        "单位：万元,,,,\n" + HEAD + "2019-01,0.7,0.1,0.1,0.05\n",
        "金额单位:人民币万元,,,,\n" + HEAD + "2019-01,0.7,0.1,0.100000,0.05\n",
        HEAD.replace("工资", "工资（万元）") + "2019-01,0.7,0.1,0.1,0.05\n",
        "单位：万元,,,,\n" + HEAD + "2019-01,7000元,0.1万元,0.1,0.05\n",
    ],
    ids=["title", "renminbi", "head", "cells with a unit"],
)
def test_the_unit_wan_yuan(tmp_path: Path, content: str) -> None:
    found = read(tmp_path, content)
    assert (found.unit, amounts(found)) == ("万元", [700_000, 100_000, 100_000, 50_000])


def test_two_units_are_refused(tmp_path: Path) -> None:
    content = "单位：元,,,,\n" + HEAD.replace("工资", "工资（万元）") + JANUARY
    assert problems(tmp_path, content) == ["第 2 行第 2 列：既写有“元”，又写有“万元”；请统一金额单位"]


TOTALS = "月份,工资,福利,单位缴社会保险费,公积金,合计\n2019-01,7000,1000,1000,500,9500\n2019-02,1,1,1,1,4\n"


@pytest.mark.parametrize(
    "rows",
    [
        "合计,7001,1001,1001,501,9504\n",
        "一季度小计,7001,1001,1001,501,9504\n合计,7001,1001,1001,501,9504\n",
        "合 计,,,,,\n",
        "小计,7001,,1001,,\n2019-03,5,5,5,5,20\n小计,5,5,5,5,20\n总计,7006,1006,1006,506,9524\n",
    ],
    ids=["one", "both", "blank", "parts"],
)
def test_rows_of_totals_are_checked_and_never_stored(tmp_path: Path, rows: str) -> None:
    found = amounts(read(tmp_path, TOTALS + rows))
    assert found[:8] == [700_000, 100_000, 100_000, 50_000, 100, 100, 100, 100]
    assert found[8:] == ([500] * 4 if "2019-03" in rows else [])


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            TOTALS + "合计,7001,1001,1001,502,9504\n",
            ["第 4 行第 5 列：合计 502.00 元与各月之和 501.00 元不符；请核对"],
        ),
        (
            TOTALS + "合计,7001,1001,1001,501,9505\n",
            ["第 4 行第 6 列：合计 9,505.00 元与各项之和 9,504.00 元不符；请核对"],
        ),
        (TOTALS.replace(",4\n", ",5\n"), ["第 3 行第 6 列：合计 5.00 元与各项之和 4.00 元不符；请核对"]),
        (
            TOTALS + "小计,7001,1001,1001,501,9504\n小计,1,0,0,0,1\n",
            [
                "第 5 行第 2 列：合计 1.00 元与各月之和 0.00 元不符；请核对",
                "第 5 行第 6 列：合计 1.00 元与各项之和 0.00 元不符；请核对",
            ],
        ),
        (
            TOTALS + "合计,x,,,,\n",
            ["第 4 行第 2 列：“x”不是金额；请填写如 17,846,800.00 或 1784.68万元 的数字"],
        ),
        # What was refused is no reason to complain of the sum as well.
        (
            TOTALS + "2018-12,5,5,5,5,20\n合计,7006,1006,1006,506,9524\n",
            ["第 4 行第 1 列：2018-12 不在合同期间内；请核对月份"],
        ),
        (
            TOTALS + "2019-03,?,5,5,5,20\n合计,7006,1006,1006,506,9524\n",
            [
                "第 4 行第 2 列：“?”不是金额；请填写如 17,846,800.00 或 1784.68万元 的数字",
            ],
        ),
    ],
)
def test_totals_that_do_not_add_up(tmp_path: Path, content: str, expected: list[str]) -> None:
    assert problems(tmp_path, content) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "费用.csv 没有“月份”表头；请用 settle actuals template 生成空白表"),
        (
            b"\xff\xfe\x08g\xfdN",
            "费用.csv 既不是 UTF-8 也不是 GB18030 编码；请用表格软件另存为 CSV UTF-8 或 XLSX",
        ),
        ("月份\0".encode(), "费用.csv 不是文本表格；请另存为 CSV 或 XLSX"),
        (
            (HEAD + '2019-01,"7000,1,1,1\n').encode(),
            "费用.csv 第 2 行的引号或分隔符有误；请用表格软件另存为 CSV",
        ),
        (
            (HEAD + f"2019-01,{'1' * 200_000},1,1,1\n").encode(),
            "费用.csv 第 2 行的引号或分隔符有误；请用表格软件另存为 CSV",
        ),
    ],
    ids=["empty", "utf-16", "nul", "quote", "huge field"],
)
def test_what_is_no_table(tmp_path: Path, content: bytes, expected: str) -> None:
    with pytest.raises(InputError) as refused:
        read(tmp_path, content)
    assert [finding.message for finding in refused.value.findings] == [expected]


def test_other_kinds_of_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="；请另存为其中一种"):
        read(tmp_path, HEAD, "费用.xls")
    assert read(tmp_path, HEAD + JANUARY, "费用.CSV").unit == "元"
