"""Commands and groups whose help is Chinese, and that take the common options anywhere on the line."""

import importlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import click

from settlement_app.cli.typed import typed_text

_NEGATIVE = re.compile(r"-[¥￥]?[0-9０-９]")
VALUE_MARK = "\0"
"""Stands before a negative amount while click parses, which would take it for an option; no argument can hold it."""


@dataclass(slots=True)
class Common:
    """The options that stand for every command, as far as they were given."""

    ledger: str | None = None
    project: str | None = None
    by: str | None = None
    as_json: bool = False


def common_of(context: click.Context) -> Common:
    """The common options of the running command line."""
    return context.find_root().ensure_object(Common)


def _take(context: click.Context, param: click.Parameter, value: Any) -> None:
    if value is None or value is False:
        return
    # An empty --by is for the rules to refuse; an empty --ledger must not quietly become the default ledger.
    if isinstance(value, str) and not value.strip() and param.name != "by":
        raise click.BadParameter("不能为空；请写明，或不写这个选项", context, param)
    if isinstance(value, str) and param.name != "ledger":
        try:
            typed_text(value)
        except ValueError as error:
            raise click.BadParameter(str(error), context, param) from None
    setattr(common_of(context), str(param.name), value)


def common_options(*, hidden: bool) -> list[click.Parameter]:
    """The common options; they are shown in the help of ``settle`` itself only."""

    def option(names: list[str], text: str, **more: Any) -> click.Option:
        return click.Option(names, help=text, callback=_take, expose_value=False, hidden=hidden, **more)

    return [
        option(
            ["--ledger"], "台账文件；不写则用环境变量 SETTLEMENT_LEDGER，再则用本人的默认台账", metavar="文件"
        ),
        option(["--project"], "项目代码；台账中只有一个项目时不必写", metavar="代码"),
        option(["--by"], "编制人（制单）；不写则用环境变量 SETTLEMENT_USER，再则用登录名", metavar="姓名"),
        option(["--json", "as_json"], "以 JSON 输出，金额以分计", is_flag=True),
    ]


class _ChineseHelp(click.Command):
    """Headings, columns and the help option in Chinese; the common options may stand after the command too."""

    def __init__(
        self, name: str, *, params: Sequence[click.Parameter] = (), shows_common: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(name, params=[*params, *common_options(hidden=not shows_common)], **kwargs)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse, and let every error know which command it is about."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option ``--help``, explained in Chinese."""
        option = super().get_help_option(ctx)
        if option:
            option.help = "显示本说明"
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """用法 and the command's form."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="用法：")

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The arguments, with the place of the options in Chinese."""
        return [piece.replace("[OPTIONS]", "[选项]") for piece in super().collect_usage_pieces(ctx)]

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The arguments under their heading."""
        arguments = [param for param in self.get_params(ctx) if isinstance(param, click.Argument)]
        rows = [(param.human_readable_name, param.help or "") for param in arguments]
        _write_section(formatter, "参数", rows)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options under their heading."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [record for param in options if (record := param.get_help_record(ctx))]
        rows = [(names, text.replace("  [required]", "（必填）")) for names, text in records]
        _write_section(formatter, "选项", rows)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The example, line by line as it is to be typed."""
        if self.epilog:
            _write_section(formatter, "示例", [(line, "") for line in self.epilog.splitlines()])


def _write_section(formatter: click.HelpFormatter, heading: str, rows: Sequence[tuple[str, str]]) -> None:
    """Write a heading and two columns that line up, a Chinese character counting as two."""
    if not rows:
        return
    from wcwidth import wcswidth  # 25 ms that only a help page needs

    width = max(wcswidth(term) for term, _ in rows)
    formatter.write(f"\n{heading}：\n")
    for term, text in rows:
        padded = term + " " * (width - wcswidth(term) + 2)
        formatter.write(f"  {padded}{text}".rstrip() + "\n")


class Argument(click.Argument):
    """An argument that may be a negative amount."""

    def type_cast_value(self, ctx: click.Context, value: Any) -> Any:
        """The typed value of what was typed, without the mark."""
        return super().type_cast_value(
            ctx, value.removeprefix(VALUE_MARK) if isinstance(value, str) else value
        )


class Command(_ChineseHelp):
    """One command; a negative amount among its arguments is a value, not an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse after marking negative amounts that stand as arguments."""
        return super().parse_args(ctx, list(self._marked(args)))

    def _marked(self, args: Iterable[str]) -> Iterator[str]:
        options = [param for param in self.params if isinstance(param, click.Option) and not param.is_flag]
        with_value = {name for option in options for name in option.opts}
        previous = ""
        for arg in args:
            is_argument = _NEGATIVE.match(arg) and previous not in with_value
            yield f"{VALUE_MARK}{arg}" if is_argument else arg
            previous = arg


class Group(_ChineseHelp, click.Group):
    """A group whose commands are imported when they are called: ``lazy`` is module and name by command."""

    def __init__(
        self, name: str, *, lazy: Mapping[str, tuple[str, str]] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(name, **kwargs)
        self._lazy = lazy or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the rules' year, not of the alphabet."""
        return list(dict.fromkeys([*self._lazy, *self.commands]))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now if it was not yet."""
        if cmd_name in self._lazy and cmd_name not in self.commands:
            module, attribute = self._lazy[cmd_name]
            command: click.Command = getattr(importlib.import_module(module), attribute)
            self.commands[cmd_name] = command
        return super().get_command(ctx, cmd_name)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, then the commands with one line each."""
        super().format_options(ctx, formatter)
        rows = [
            (name, command.get_short_help_str(200))
            for name in self.list_commands(ctx)
            if (command := self.get_command(ctx, name))
        ]
        _write_section(formatter, "命令", rows)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The place of the options and of the command, in Chinese."""
        return ["[选项]", "命令", "…"]


def command(
    name: str, text: str, example: str, params: Sequence[click.Parameter]
) -> Callable[[Callable[..., None]], Command]:
    """Make a function a command of that name, with its help and an example."""

    def wrap(function: Callable[..., None]) -> Command:
        return Command(
            name, callback=click.pass_context(function), help=text, params=list(params), epilog=example
        )

    return wrap
