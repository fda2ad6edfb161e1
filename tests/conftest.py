"""What every test can ask for."""

import os
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from settlement_app.office import demo
from tests.support.cli import Settle

# The same examples in every run, so that a change is never blamed for what another draw would have found;
# HYPOTHESIS_PROFILE=deep looks for new ones, for as long as it takes.
settings.register_profile(
    "quick", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "deep", settings.get_profile("quick"), derandomize=False, max_examples=4_000, print_blob=True
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

# What only a POSIX system lets a test do (fork, kill, limit a file's size, make pipes and links, press Ctrl+C at a
# terminal, count CPU time finely), or what Windows answers in other words: left out there; installer/windows/verify.py
# tries the program.
POSIX_FILES = [
    "benchmarks/test_benchmarks.py",
    "faults/test_copies.py",
    "faults/test_crashes.py",
    "faults/test_disk.py",
    "faults/test_interrupts.py",
    "faults/test_strange_files.py",
    "installer/test_bundle.py",
    "unit/cli/test_progress.py",
]
POSIX_TESTS = {
    "test_a_disk_that_is_full_leaves_the_old_ledger",
    "test_a_killed_upgrade_is_whole_or_not_there",
    "test_a_posted_paper_is_kept_when_it_is_saved_and_ctrl_p_prints_it",
    "test_a_reader_who_has_gone_is_no_fault",
    "test_a_second_start_of_the_program_ends_and_the_first_opens_its_ledger",
    "test_an_error_that_nobody_foresaw_is_written_down_and_told",
    "test_ctrl_p_opens_the_systems_dialog_and_printing_counts",
    "test_it_is_printed_with_the_systems_dialog",
    "test_qts_own_buttons_and_dialogs_are_chinese",
    "test_reading_a_file",
    "test_surroundings",
    "test_the_second_hands_its_ledger_over_to_the_first",
    "test_what_cannot_be_replaced_is_named_by_its_own_name",
}
collect_ignore = POSIX_FILES if sys.platform == "win32" else []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """On Windows leave out the tests, within other files, that only a POSIX system passes."""
    if sys.platform == "win32":
        items[:] = [item for item in items if item.name.partition("[")[0] not in POSIX_TESTS]


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> demo.Demonstration:
    """The demonstration year, played once for each worker; not to be changed."""
    return demo.play(tmp_path_factory.mktemp("demo"))


@pytest.fixture
def demo_ledger(demonstration: demo.Demonstration, tmp_path: Path) -> Path:
    """A copy of the demonstration's ledger that a test may spoil."""
    copy = tmp_path / "台账.settlement"
    shutil.copyfile(demonstration.ledger, copy)
    return copy


@pytest.fixture
def settle(tmp_path: Path) -> Settle:
    """The command line at a new ledger that holds the bundled contract."""
    line = Settle(tmp_path / "新.settlement")
    line.ok("init", "--template", "12333-2019")
    return line
