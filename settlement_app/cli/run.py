"""Running one command line: what it prints, where, and with which exit status.

0    done
1    a rule refuses; nothing has changed
2    wrong usage, or something that cannot be read
3    the ledger is missing, damaged, locked, newer than the program or not writable; or a bug of ours
130  broken off with Ctrl+C
"""

import sys
from collections.abc import Sequence
from contextlib import suppress

import click

from settlement_app.cli import output
from settlement_app.cli.root import root
from settlement_app.cli.sentences import usage_sentence
from settlement_app.domain.findings import InputError, RuleRefusal, SettlementError, messages
from settlement_app.domain.money import AmountError
from settlement_app.ledger.errors import LedgerError
from settlement_app.surroundings import why

DONE, REFUSED, MISUSED, LEDGER, BROKEN_OFF = 0, 1, 2, 3, 130
_STATUS = {RuleRefusal: REFUSED, InputError: MISUSED}


def run(arguments: Sequence[str]) -> int:
    """Run ``settle`` with these arguments; returns the exit status and never raises for a user's mistake."""
    output.use_utf8()
    as_json = "--json" in arguments
    try:
        return _run(arguments, as_json)
    except BrokenPipeError:  # whoever read our output has gone
        output.give_up()
        return DONE
    except OSError as error:
        message = f"无法读写文件 {error.filename or ''}（{why(error)}）；请检查路径、权限和磁盘空间"
        if as_json:
            with suppress(OSError):  # it may be standard output itself that cannot be written
                output.failure("file_error", message, (), as_json=True)
                return MISUSED
        output.give_up()
        output.failure("file_error", message, (), as_json=False)
        return MISUSED


def _run(arguments: Sequence[str], as_json: bool) -> int:
    """Run the command and tell what failed; raises OSError where a file or the output cannot be read or written."""
    try:
        # Not ``root.main``, which ends the process where the reader has gone and prints before an interruption is told.
        with root.make_context("settle", list(arguments)) as context:
            root.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        output.failure("usage", error.format_message() if not as_json else "没有写明命令", (), as_json)
        return MISUSED
    except click.UsageError as error:
        output.failure("usage", usage_sentence(error), (), as_json)
        return MISUSED
    except SettlementError as error:
        return _settlement_failure(error, as_json)
    except AmountError as error:
        output.failure("amount_range", str(error), (), as_json)
        return REFUSED
    except LedgerError as error:
        output.failure(error.code, error.message, error.details, as_json)
        return LEDGER
    except (click.Abort, KeyboardInterrupt):
        output.failure("interrupted", "已中断；没有留下做到一半的内容", (), as_json)
        return BROKEN_OFF
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001 - a bug of ours is logged and told in words, never as a traceback
        return _bug(error, as_json)
    return DONE


def _settlement_failure(error: SettlementError, as_json: bool) -> int:
    first, details = error.findings[0], messages(error.findings)
    output.failure(first.code, first.message, details, as_json)
    return _STATUS[type(error)]


def _bug(error: Exception, as_json: bool) -> int:
    from settlement_app.office.bug_report import write_report

    report = write_report(error)
    output.failure(
        "internal",
        f"程序内部出错，本次操作没有完成，已存数据不受影响；详情见 {report}，请交维护人员",
        (),
        as_json,
    )
    return LEDGER
