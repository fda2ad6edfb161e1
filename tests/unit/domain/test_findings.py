"""What a user got wrong, collected and raised once."""

import pytest

from settlement_app.domain.findings import (
    Finding,
    InputError,
    RuleRefusal,
    SettlementError,
    misread,
    refuse,
    refuse_if,
)

ONE, TWO = Finding("one", "其一不对"), Finding("two", "其二不对")


def test_without_findings_nothing_is_refused() -> None:
    refuse_if(iter(()))
    with pytest.raises(RuleRefusal):
        refuse_if([ONE])


def test_all_findings_are_refused_at_once_in_their_order() -> None:
    with pytest.raises(RuleRefusal) as refusal:
        refuse_if(iter((ONE, TWO)))
    assert refusal.value.findings == (ONE, TWO)
    assert str(refusal.value) == "其一不对\n其二不对"


@pytest.mark.parametrize(("made", "kind"), [(refuse, RuleRefusal), (misread, InputError)])
def test_a_single_finding_to_be_raised(made: type, kind: type[SettlementError]) -> None:
    error = made("one", "其一不对")
    assert type(error) is kind
    assert error.findings == (ONE,)
