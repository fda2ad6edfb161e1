"""The benchmarks run; their figures are looked at by hand."""

from pathlib import Path

from tests.benchmarks import bench_quarter_show, bench_verify


def test_showing_a_quarter_is_measured(demo_ledger: Path) -> None:
    """A loose bound for a busy machine; docs and the benchmark itself name the aim."""
    assert 0.5 < bench_quarter_show.ratio(str(demo_ledger), pairs=3) < 3


def test_verifying_is_measured() -> None:
    entries, seconds = bench_verify.measured(1)
    assert entries > 20
    assert seconds > 0
