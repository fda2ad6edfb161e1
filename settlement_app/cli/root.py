"""The command ``settle`` and its groups."""

import click

from settlement_app.cli.command import Group

_HERE = "settlement_app.cli.commands"
_GROUPS = {
    "init": ("contract", "init"),
    "contract": ("contract", "contract"),
    "scheme": ("scheme", "scheme"),
    "assessment": ("assessment", "assessment"),
    "deduction": ("deduction", "deduction"),
    "quarter": ("quarter", "quarter"),
    "actuals": ("actuals", "actuals"),
    "clearance": ("clearance", "clearance"),
    "payment": ("payment", "payment"),
    "invoice": ("invoice", "invoice"),
    "document": ("document", "document"),
    "ledger": ("ledger", "ledger"),
    "words": ("words", "words"),
    "demo": ("demo", "demo"),
}

root: click.Group = Group(
    "settle",
    help="季度结算：合同、考核、扣款、季度结算、据实清算与年终清算。每个命令都有 --help。",
    shows_common=True,
    lazy={name: (f"{_HERE}.{module}", attribute) for name, (module, attribute) in _GROUPS.items()},
    no_args_is_help=True,
)
