"""The command ``settle`` and its groups."""

import click

from settlement_app.cli.command import Group

_COMMANDS = {
    "init": ("settlement_app.cli.commands.contract", "init"),
    "contract": ("settlement_app.cli.commands.contract", "contract"),
    "scheme": ("settlement_app.cli.commands.scheme", "scheme"),
    "assessment": ("settlement_app.cli.commands.assessment", "assessment"),
    "deduction": ("settlement_app.cli.commands.deduction", "deduction"),
    "quarter": ("settlement_app.cli.commands.quarter", "quarter"),
    "actuals": ("settlement_app.cli.commands.actuals", "actuals"),
    "clearance": ("settlement_app.cli.commands.clearance", "clearance"),
    "payment": ("settlement_app.cli.commands.payment", "payment"),
    "invoice": ("settlement_app.cli.commands.invoice", "invoice"),
    "document": ("settlement_app.cli.commands.document", "document"),
    "export": ("settlement_app.cli.commands.export", "export"),
    "ledger": ("settlement_app.cli.commands.ledger", "ledger"),
    "words": ("settlement_app.cli.commands.words", "words"),
    "demo": ("settlement_app.cli.commands.demo", "demo"),
}

root: click.Group = Group(
    "settle",
    help="季度结算：合同、考核、扣款、季度结算、据实清算与年终清算。每个命令都有 --help。",
    shows_common=True,
    lazy=_COMMANDS,
    no_args_is_help=True,
)
