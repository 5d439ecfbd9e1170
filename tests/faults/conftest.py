"""How often the faults are tried: `--fault-runs 1000` for the figures that the project holds itself to."""

import pytest

_USUAL = 130


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the number of runs; CI takes the usual one."""
    parser.addoption(
        "--fault-runs", type=int, default=_USUAL, help="kills, power cuts … of each test in tests/faults"
    )


@pytest.fixture
def fault_runs(request: pytest.FixtureRequest) -> int:
    """How many kills or power cuts a test tries, over all of its jobs."""
    return int(request.config.getoption("--fault-runs"))


@pytest.fixture
def in_full(fault_runs: int) -> bool:
    """Whether what is sampled otherwise is tried in full."""
    return fault_runs >= 1000
