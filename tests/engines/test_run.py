"""`python -m server run`, as a newcomer meets it."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import asyncpg
import psutil
import pytest

from server.engines import Postgres
from tests.support.product import Product, command, free_port, running

PATIENCE = 30.0


@pytest.fixture(scope="module")
async def product(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Product]:
    async with running(tmp_path_factory.mktemp("product")) as started:
        yield started


def children(product: Product) -> dict[str, psutil.Process]:
    """Its processes by what they do."""
    found = {}
    for child in psutil.Process(product.process.pid).children():
        with suppress(psutil.Error):  # gone by now
            words = child.cmdline()
            kinds = {"web": "web", "tasks": "worker", "worker": "worker"}
            name = next((kinds[word] for word in words if word in kinds), child.name())
            found[name] = child
    return found


async def until_ready(product: Product) -> None:
    async with asyncio.timeout(PATIENCE):
        while not await product.is_ready():  # noqa: ASYNC110 - it sets no Event
            await asyncio.sleep(0.1)


class TestARunningProduct:
    async def test_says_its_address_and_nothing_else(self, product: Product) -> None:
        assert product.said == [f"Shortlist is at http://localhost:{product.port}"]
        assert await product.is_ready()

    async def test_consists_of_four_processes(self, product: Product) -> None:
        assert set(children(product)) == {"web", "worker", "postgres", "redis-server"}

    async def test_refuses_a_second_start_on_its_data(self, product: Product) -> None:
        code, said = await command("run", DATA_DIR=str(product.data_dir), PORT=str(free_port()))
        assert code == 1
        assert "in use" in said
        assert "DATA_DIR" in said
        assert len(said.splitlines()) == 1

    async def test_names_the_port_that_is_taken(self, product: Product, tmp_path: Path) -> None:
        code, said = await command("run", DATA_DIR=str(tmp_path), PORT=str(product.port))
        assert code == 1
        assert said.startswith(f"Port {product.port} is taken")
        assert len(said.splitlines()) == 1

    async def test_lets_other_commands_use_its_engines(self, product: Product) -> None:
        code, said = await command("migrate", DATA_DIR=str(product.data_dir))
        assert (code, said) == (0, "The database is up to date.\n")

    @pytest.mark.parametrize("name", ["web", "worker", "postgres", "redis-server"])
    async def test_starts_again_what_was_killed(self, product: Product, name: str) -> None:
        killed = children(product)[name]
        killed.kill()
        async with asyncio.timeout(PATIENCE):
            said = await product.next_line()
        assert "ended (SIGKILL)" in said
        async with asyncio.timeout(PATIENCE):
            while children(product).get(name, killed).pid == killed.pid:  # noqa: ASYNC110 - it sets no Event
                await asyncio.sleep(0.1)
        await until_ready(product)


async def test_it_ends_in_order_and_finds_its_data_again(tmp_path: Path) -> None:
    first = Product(tmp_path)
    await first.start()
    processes = list(children(first).values())
    connection = await asyncpg.connect(Postgres(tmp_path).url)
    await connection.execute("CREATE TABLE kept (); ")
    await connection.close()
    assert await first.end(signal.SIGINT) == 0
    assert first.said == [f"Shortlist is at http://localhost:{first.port}"]
    assert not any(process.is_running() for process in processes)
    async with running(tmp_path):
        connection = await asyncpg.connect(Postgres(tmp_path).url)
        await connection.execute("SELECT * FROM kept")
        await connection.close()


async def test_after_kill_9_the_next_start_recovers(tmp_path: Path) -> None:
    killed = Product(tmp_path)
    await killed.start()
    processes = list(children(killed).values())
    for process in (*processes, psutil.Process(killed.process.pid)):
        process.kill()
    await killed.end()
    async with running(tmp_path) as again:
        assert await again.is_ready()


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"PORT": "port"}, "PORT: "),
        ({"ENVIRONMENT": "production"}, "SECRET_KEYS: "),
        ({"ENVIRONMENT": "moon"}, "ENVIRONMENT: "),
        (
            {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/x"},
            "The database at DATABASE_URL does not answer: ",
        ),
    ],
)
async def test_a_wrong_setting_is_named_in_one_line(
    settings: dict[str, str], told: str, tmp_path: Path
) -> None:
    code, said = await command("run", **({"DATA_DIR": str(tmp_path), "PORT": str(free_port())} | settings))
    assert code == 1
    assert said.startswith(told)
    assert len(said.splitlines()) == 1
