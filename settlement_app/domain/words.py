"""Amounts in words (人民币大写), by 支付结算办法 附一 and 会计基础工作规范 第五十二条 (rules, section 2)."""

from settlement_app.domain.money import checked

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ((1000, "仟"), (100, "佰"), (10, "拾"), (1, ""))


def in_words(fen: int) -> str:
    """The amount, given in 分, in words: 1,409.50 is 壹仟肆佰零玖元伍角整; raises AmountError beyond the range."""
    yuan, cents = divmod(abs(checked(fen)), 100)
    sign = "负" if fen < 0 else ""
    if not yuan and not cents:
        return "零元整"
    return sign + (_whole(yuan) + "元" if yuan else "") + _part(yuan, *divmod(cents, 10))


def _whole(yuan: int) -> str:
    """The 元 part: groups of four digits, largest first, one 零 wherever zeros stand between two of them."""
    words, zeros_before = "", False
    for power in range(3, -1, -1):
        group = yuan // 10_000**power % 10_000
        if group:
            words += "零" if words and (zeros_before or group < 1000) else ""
            words += _group(group)
        zeros_before = not group
        if power == 3 and group:
            words += "万"
        elif power == 2 and words:
            words += "亿"
        elif power == 1 and group:
            words += "万"
    return words


def _group(number: int) -> str:
    """Up to four digits; inner zeros are one 零, zeros at either end are none."""
    words, zeros_before = "", False
    for value, place in _PLACES:
        digit = number // value % 10
        if digit:
            words += ("零" if words and zeros_before else "") + _DIGITS[digit] + place
        zeros_before = not digit
    return words


def _part(yuan: int, jiao: int, fen: int) -> str:
    """角 and 分; whole 元 and whole 角 end in 整, and a zero before them that has a place is written 零."""
    if not jiao and not fen:
        return "整"
    gap = "零" if yuan and (not jiao or yuan % 10 == 0) else ""
    return gap + (_DIGITS[jiao] + "角" if jiao else "") + (_DIGITS[fen] + "分" if fen else "整")
