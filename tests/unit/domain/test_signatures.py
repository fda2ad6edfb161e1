"""Reading who signs a paper."""

import pytest

from settlement_app.domain.signatures import DEFAULTS, SignatureBlock, SignatureError, parse_signatures


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("采购人：经办人", [("采购人", ["经办人"])]),
        ("甲：经办人、复核；乙：负责人（签章）", [("甲", ["经办人", "复核"]), ("乙", ["负责人（签章）"])]),
        ("甲:一,二;乙:三", [("甲", ["一", "二"]), ("乙", ["三"])]),
        ("甲：一，二\n乙：三", [("甲", ["一", "二"]), ("乙", ["三"])]),
        (" 甲 ： 一 、 二 ； ", [("甲", ["一", "二"])]),
        ("甲：一；；", [("甲", ["一"])]),
        ("甲：主任:签", [("甲", ["主任:签"])]),
        ("甲：一；甲：二", [("甲", ["一"]), ("甲", ["二"])]),
    ],
)  # fmt: skip
def test_blocks_are_read(text: str, blocks: list[tuple[str, list[str]]]) -> None:
    assert parse_signatures(text) == tuple(SignatureBlock(party, tuple(labels)) for party, labels in blocks)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", ""),
        ("  ", ""),
        ("经办人", "经办人"),
        ("：经办人", "：经办人"),
        ("采购人：", "采购人："),
        ("采购人：经办人、、复核", "采购人：经办人、、复核"),
        ("甲：一；；乙：二", ""),
        ("甲：一；乙", "乙"),
    ],
)
def test_anything_else_is_quoted(text: str, wrong: str) -> None:
    with pytest.raises(SignatureError) as error:
        parse_signatures(text)
    assert str(error.value) == (
        f"“{wrong}”不是签字栏；请写成“采购人：经办人、财务复核；供应商：经办人、负责人（签章）”的样子"
    )


def test_what_stands_where_a_contract_sets_nothing() -> None:
    written = {
        kind: "；".join(f"{block.party}：{'、'.join(block.labels)}" for block in blocks)
        for kind, blocks in DEFAULTS.items()
    }
    assert written == {
        "settlement": "采购人：经办人、业务部门负责人、财务复核、单位负责人（签章）；供应商：经办人、负责人（签章）",
        "payment": "采购人：经办人、部门负责人、财务审核、分管领导、单位负责人",
        "assessment": "采购人：考核人、部门负责人；供应商：供应商确认（签章）",
    }
    assert {kind: parse_signatures(text) for kind, text in written.items()} == DEFAULTS
