"""Amounts in words (rules, section 2) by clean-up: spell every digit with its unit, then strike what is not said."""

import re

DIGITS = "零壹贰叁肆伍陆柒捌玖"
# The thirteen places before the point. V and Y stand for the 万 and the 亿 of 万亿, W for the 万 of 元.
PLACES = ("V", "仟", "佰", "拾", "Y", "仟", "佰", "拾", "W", "仟", "佰", "拾", "")

CLEAN_UP = (
    (r"零[仟佰拾]", "零"),  # a zero has no unit
    (r"零V", ""),  # most amounts have no 万亿
    (r"V零零零零Y", "万亿零"),  # 壹万亿零…: the 亿 of 万亿 is said though its own four digits are empty
    (r"V", "万"),
    (r"零零零零[YW]", "零"),  # an empty group loses its name
    (r"零+([YW])", r"\1"),  # zeros at the end of a group that is not empty are not said
    (r"Y", "亿"),
    (r"W", "万"),
    (r"零+", "零"),  # inner zeros are one
    (r"^零", ""),
    (r"零$", ""),
)


def in_words(amount: int) -> str:
    """Return an amount of whole 分 in words, as bank forms want it."""
    sign, size = ("负", -amount) if amount < 0 else ("", amount)
    if size == 0:
        return "零元整"
    digits = f"{size:015}"
    yuan, jiao, fen = digits[:13], digits[13], digits[14]
    spelled = "".join(DIGITS[int(digit)] + place for digit, place in zip(yuan, PLACES, strict=True))
    for pattern, said in CLEAN_UP:
        spelled = re.sub(pattern, said, spelled)
    small = f"{DIGITS[int(jiao)]}角{DIGITS[int(fen)]}分"
    small = small.replace("零角零分", "整").replace("零角", "零").replace("零分", "整")
    if not spelled:
        return sign + small.lstrip("零")
    if yuan.endswith("0") and jiao != "0":
        small = "零" + small
    return sign + spelled + "元" + small
