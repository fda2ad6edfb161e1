"""What becomes final has to be what was read: another program may have changed it in between."""

from settlement_app.domain.findings import refuse


def refuse_unseen(seen: object, now: object) -> None:
    """Raise RuleRefusal where what was read, if anything was, is not what stands now."""
    if seen is not None and seen != now:
        raise refuse(
            "changed_meanwhile",
            "台账刚被另一程序更改，与刚才所见的已不相同，没有执行；请核对页面上现在的内容，再做一次",
        )
