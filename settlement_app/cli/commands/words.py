"""``settle words``."""

import click

from settlement_app.cli import output
from settlement_app.cli.command import command, common_of
from settlement_app.cli.parameters import AMOUNT, argument
from settlement_app.domain.words import in_words


@command(
    "words", "把金额写成大写，单独一行。", "settle words 16,591,300.00", [argument("amount", AMOUNT, "金额")]
)
def words(ctx: click.Context, amount: int) -> None:
    """Print the amount in words, alone on one line."""
    if common_of(ctx).as_json:
        output.value({"amount": amount, "in_words": in_words(amount), "warnings": []})
    else:
        output.text(in_words(amount))
