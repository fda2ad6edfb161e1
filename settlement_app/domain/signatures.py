"""Who signs which paper: labels that a contract may set, and those that stand where it does not."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

SignedKind = Literal["settlement", "payment", "assessment"]

_EXAMPLE = "采购人：经办人、财务复核；供应商：经办人、负责人（签章）"


class SignatureError(ValueError):
    """What was typed are no blocks of signatures; the message says so in Chinese."""


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Who signs for one party: a label for each signature, its date left to be written."""

    party: str
    labels: tuple[str, ...]


DEFAULTS: Mapping[SignedKind, tuple[SignatureBlock, ...]] = {
    "settlement": (
        SignatureBlock("采购人", ("经办人", "业务部门负责人", "财务复核", "单位负责人（签章）")),
        SignatureBlock("供应商", ("经办人", "负责人（签章）")),
    ),
    "payment": (SignatureBlock("采购人", ("经办人", "部门负责人", "财务审核", "分管领导", "单位负责人")),),
    "assessment": (
        SignatureBlock("采购人", ("考核人", "部门负责人")),
        SignatureBlock("供应商", ("供应商确认（签章）",)),
    ),
}
"""The labels of 结算单 and 清算单, 付款申请单 and 考核表 where the contract sets none."""


def parse_signatures(text: str) -> tuple[SignatureBlock, ...]:
    """Read ``采购人：经办人、财务复核；供应商：经办人``; raises SignatureError for anything else."""
    return tuple(_block(part) for part in re.split(r"[；;\n]", text.strip().rstrip("；;")))


def _block(text: str) -> SignatureBlock:
    party, colon, labels = text.partition("：") if "：" in text else text.partition(":")
    names = tuple(label.strip() for label in re.split("[、,，]", labels))
    if not colon or not party.strip() or not all(names):
        raise SignatureError(f"“{text.strip()}”不是签字栏；请写成“{_EXAMPLE}”的样子")
    return SignatureBlock(party.strip(), names)
