"""The desk that the command line works at: its ledger, its person, its day."""

import os
from datetime import date
from pathlib import Path

import click

from settlement_app.cli import output
from settlement_app.cli.command import common_of
from settlement_app.cli.typed import typed_text
from settlement_app.domain.findings import misread
from settlement_app.domain.periods import PeriodError, parse_date
from settlement_app.office.desk import Desk, this_account
from settlement_app.office.upgrading import bring_up_to_date, in_words


def desk_of(context: click.Context) -> Desk:
    """The desk that the common options and the environment describe, its ledger brought up to date.

    Raises LedgerError where an older ledger cannot be.
    """
    desk = desk_as_it_is(context)
    if copy := bring_up_to_date(desk):
        output.messages([in_words(copy)])
    return desk


def desk_as_it_is(context: click.Context) -> Desk:
    """The desk that the common options and the environment describe, its ledger of whatever version."""
    common = common_of(context)
    return Desk(
        ledger=ledger_of(context),
        by=_user(context) if common.by is None else common.by,
        today=today(),
        project=common.project,
    )


def _user(context: click.Context) -> str:
    """Who works where ``--by`` does not say so: the name in the environment, or the account's."""
    try:
        return typed_text(os.environ.get("SETTLEMENT_USER") or this_account())
    except ValueError as error:
        raise click.UsageError(
            f"环境变量 SETTLEMENT_USER 或登录名{error}，或用 --by 写明编制人", context
        ) from error


def ledger_of(context: click.Context) -> Path:
    """The ledger that was named, or the one of the environment, or the user's default one."""
    named = common_of(context).ledger or os.environ.get("SETTLEMENT_LEDGER")
    if named:
        return Path(named)
    import platformdirs

    return platformdirs.user_documents_path() / "结算台账" / "台账.settlement"


def today() -> date:
    """The day that the rules count with: the system's, or that of the environment (for tests and scripts)."""
    stated = os.environ.get("SETTLEMENT_TODAY")
    if not stated:
        return date.today()  # noqa: DTZ011 - the local calendar day is meant
    try:
        return parse_date(stated)
    except PeriodError as error:
        raise misread("today", f"环境变量 SETTLEMENT_TODAY：{error}") from error
