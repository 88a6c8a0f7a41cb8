from collections.abc import AsyncIterator, Iterator

import pytest

from server.engines import Postgres
from tests.chaos.record import ROWS, Record, printed
from tests.chaos.town import Town, settled
from tests.support.engines import cloned


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="1,500 messages in each scenario instead of 500")


@pytest.fixture(scope="session")
def messages(request: pytest.FixtureRequest) -> int:
    """How many are told about the document, at 85 a second."""
    return 1500 if request.config.getoption("--long", default=False) else 500


@pytest.fixture(scope="module")
async def town(postgres: Postgres, template: str) -> AsyncIterator[Town]:
    async with cloned(postgres, template) as url, settled(url) as found:
        yield found


@pytest.fixture
def record(request: pytest.FixtureRequest) -> Iterator[Record]:
    """What the table at the end says of this scenario."""
    return Record(request.node.name)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if ROWS:
        terminalreporter.write_line("")
        terminalreporter.write_line(printed())
