from collections.abc import AsyncIterator

import pytest

from server.engines import Postgres
from tests.chaos.record import ROWS, Record, printed
from tests.chaos.town import Town, settled
from tests.support.engines import cloned

LONG = pytest.mark.chaos_long


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The long ones run for whoever names their marker."""
    if LONG.name in config.option.markexpr:
        return
    long = {item for item in items if item.get_closest_marker(LONG.name)}
    config.hook.pytest_deselected(items=list(long))
    items[:] = [item for item in items if item not in long]


@pytest.fixture(params=[300, pytest.param(1500, marks=LONG)])
def messages(request: pytest.FixtureRequest) -> int:
    """How many are told about the document, at 85 a second."""
    number: int = request.param
    return number


@pytest.fixture(scope="module")
async def town(postgres: Postgres, template: str) -> AsyncIterator[Town]:
    async with cloned(postgres, template) as url, settled(url) as found:
        yield found


@pytest.fixture
def record(request: pytest.FixtureRequest) -> Record:
    """What the table at the end says of this scenario."""
    return Record(request.node.originalname)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if ROWS:
        terminalreporter.write_line("")
        terminalreporter.write_line(printed())
