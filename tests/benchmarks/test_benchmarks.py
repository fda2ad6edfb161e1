"""The benchmarks run; their figures are looked at by hand."""

from pathlib import Path

from tests.benchmarks import (
    bench_event_loop,
    bench_quarter_show,
    bench_verify,
    bench_workbook,
    bench_year_of_papers,
)


def test_showing_a_quarter_is_measured(demo_ledger: Path) -> None:
    """A loose bound for a busy machine; docs and the benchmark itself name the aim."""
    assert 0.5 < bench_quarter_show.ratio(str(demo_ledger), pairs=3) < 3


def test_verifying_is_measured() -> None:
    """Loose bounds for a busy machine; the benchmark itself is run by hand."""
    found = bench_verify.measured(1, pairs=3)
    assert found.entries > 20
    assert 1 < found.ratio < 200


def test_writing_the_workbook_is_measured(demo_ledger: Path) -> None:
    assert 0.5 < bench_workbook.ratio(demo_ledger, pairs=3) < 4


def test_the_event_loop_is_measured(qapp: object, demo_ledger: Path) -> None:
    gap = bench_event_loop.longest_gap(demo_ledger, count=4)
    assert 0 < gap < 2_000


def test_rendering_a_year_is_measured(demo_ledger: Path) -> None:
    assert 0.5 < bench_year_of_papers.ratio(demo_ledger, pairs=1) < 5
