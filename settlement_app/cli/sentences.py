"""Click's own errors as Chinese sentences."""

import re

import click

from settlement_app.cli.command import VALUE_MARK

_EXTRA = re.compile(r"Got unexpected extra arguments? \((.*)\)", re.DOTALL)
_HINT = "；用 --help 查看用法"


def usage_sentence(error: click.UsageError) -> str:
    """What is wrong with the command line, and what to do."""
    command = error.ctx.command_path if error.ctx else "settle"
    return f"{_what(error)}{_HINT}（{command} --help）".replace(VALUE_MARK, "")


def _what(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        return f"没有选项“{error.option_name}”{_instead(error.possibilities)}"
    if isinstance(error, click.exceptions.NoSuchCommand):
        return f"没有命令“{error.command_name}”{_instead(error.possibilities)}"
    if isinstance(error, click.MissingParameter):
        return f"缺少{'选项' if isinstance(error.param, click.Option) else '参数'} {_name(error.param)}"
    if isinstance(error, click.BadParameter):
        return f"{_name(error.param)}：{error.message}"
    if isinstance(error, click.BadOptionUsage):
        takes_none = "does not take a value" in error.message
        return f"选项“{error.option_name}”{'不带值' if takes_none else '后面缺少值'}"
    if found := _EXTRA.fullmatch(error.message):
        return f"多出了参数“{found[1]}”"
    return "没有写明命令" if error.message == "Missing command." else error.message


def _name(param: click.Parameter | None) -> str:
    if isinstance(param, click.Option):
        return param.opts[0]
    return param.human_readable_name if param else "参数"


def _instead(possibilities: object) -> str:
    names = "、".join(str(name) for name in possibilities) if isinstance(possibilities, list | tuple) else ""
    return f"；是否要用 {names}" if names else ""
