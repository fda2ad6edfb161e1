"""What may be typed where a text is asked for."""

import re

_NOT_TEXT = re.compile("[\ud800-\udfff]")
"""How Python shows bytes of the command line that are no UTF-8."""
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")


def typed_text(text: str) -> str:
    """The text as typed; raises ValueError where it is no text, or holds a control character that is no line break."""
    if _NOT_TEXT.search(text):
        raise ValueError("不是 UTF-8 编码的文字；请核对终端或脚本的编码")
    if _CONTROL.search(text):
        raise ValueError("含有控制字符；请删去")
    return text
