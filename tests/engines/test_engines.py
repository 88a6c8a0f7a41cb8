"""PostgreSQL and Redis as a person gets them: as root, as anybody, after kill -9, in deep folders."""

import asyncio
import os
import pwd
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import asyncpg
import psutil
import pytest
from redis.asyncio import Redis as Client

from server.engines import Busy, Engine, EngineFailed, Postgres, Redis

ROOT = Path(__file__).parents[2]
BOTH = pytest.mark.parametrize("kind", [Postgres, Redis])
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root")


async def remember(engine: Engine) -> None:
    if isinstance(engine, Postgres):
        connection = await asyncpg.connect(engine.url)
        await connection.execute("CREATE TABLE kept (word text); INSERT INTO kept VALUES ('still here')")
        await connection.close()
    else:
        async with Client.from_url(engine.url) as client:
            await client.set("kept", "still here")


async def remembered(engine: Engine) -> str:
    if isinstance(engine, Postgres):
        connection = await asyncpg.connect(engine.url)
        try:
            return str(await connection.fetchval("SELECT word FROM kept"))
        finally:
            await connection.close()
    async with Client.from_url(engine.url, decode_responses=True) as client:
        return str(await client.get("kept"))


def processes_in(folder: Path) -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter():
        try:
            if process.cwd() == str(folder):
                found.append(process)
        except psutil.Error:
            continue
    return found


@BOTH
class TestAnEngine:
    async def test_keeps_its_data_from_one_start_to_the_next(
        self, kind: type[Engine], tmp_path: Path
    ) -> None:
        async with kind(tmp_path) as engine:
            await remember(engine)
        assert not processes_in(engine.folder)
        async with kind(tmp_path) as engine:
            assert await remembered(engine) == "still here"

    async def test_listens_on_nothing_but_a_private_socket(self, kind: type[Engine], tmp_path: Path) -> None:
        async with kind(tmp_path) as engine:
            assert engine.process
            server = psutil.Process(engine.process.pid)
            assert not server.net_connections(kind="inet")
            assert engine.socket_folder().stat().st_mode & 0o077 == 0
            assert engine.folder.stat().st_mode & 0o077 == 0

    async def test_is_refused_a_folder_that_is_in_use(self, kind: type[Engine], tmp_path: Path) -> None:
        async with kind(tmp_path) as engine:
            with pytest.raises(Busy, match="DATA_DIR"):
                await kind(tmp_path).start()
            await remember(engine)

    async def test_comes_back_after_kill_9_with_what_was_committed(
        self, kind: type[Engine], tmp_path: Path
    ) -> None:
        engine = kind(tmp_path)
        await engine.start()
        await remember(engine)
        if isinstance(engine, Redis):
            await asyncio.sleep(1.1)  # it writes its file to the disk every second
        assert engine.process
        engine.process.kill()
        assert await engine.ended() == -signal.SIGKILL
        await engine.stop()
        async with kind(tmp_path) as engine:
            assert await remembered(engine) == "still here"

    async def test_takes_over_from_one_whose_parent_is_gone(self, kind: type[Engine], tmp_path: Path) -> None:
        """What a start finds where the system does not end the children of the dead."""
        engine = kind(tmp_path)
        await engine.start()
        await remember(engine)
        assert engine.process
        left = engine.process
        engine.process = None
        await engine.stop()  # gives the folder free, and leaves the process alone
        async with kind(tmp_path) as engine:
            assert await remembered(engine) == "still here"
            await left.wait()

    async def test_ends_in_order_when_its_parent_is_killed(self, kind: type[Engine], tmp_path: Path) -> None:
        if sys.platform != "linux":
            pytest.skip("only Linux tells children that their parent died")
        program = (
            "import asyncio, sys; from pathlib import Path; from server.engines import *\n"
            "async def main():\n"
            f"    async with {kind.__name__}(Path(sys.argv[1])):\n"
            "        print('up', flush=True)\n"
            "        await asyncio.sleep(60)\n"
            "asyncio.run(main())"
        )
        parent = await asyncio.create_subprocess_exec(
            sys.executable, "-c", program, tmp_path, cwd=ROOT, stdout=asyncio.subprocess.PIPE
        )
        assert parent.stdout
        assert await parent.stdout.readline() == b"up\n"
        parent.kill()
        await parent.wait()
        engine = kind(tmp_path)
        async with asyncio.timeout(10):
            while processes_in(engine.folder):  # noqa: ASYNC110 - they set no Event
                await asyncio.sleep(0.05)
        assert not engine.pid_file().exists()

    async def test_serves_from_a_folder_too_deep_for_a_socket(
        self, kind: type[Engine], tmp_path: Path
    ) -> None:
        deep = tmp_path / ("a" * 60) / ("b" * 60)
        async with kind(deep) as engine:
            await remember(engine)
            assert deep not in engine.socket_folder().parents

    async def test_serves_from_a_folder_with_a_strange_name(self, kind: type[Engine], tmp_path: Path) -> None:
        async with kind(tmp_path / 'it\'s, "mine" 100%') as engine:
            await remember(engine)

    async def test_says_in_one_line_why_it_cannot_start(self, kind: type[Engine], tmp_path: Path) -> None:
        async with kind(tmp_path):
            pass
        broken = "postgresql.conf" if kind is Postgres else "appendonlydir/appendonly.aof.manifest"
        (tmp_path / kind.name / broken).write_text("nonsense\n")
        with pytest.raises(EngineFailed, match=f"^{kind.title} did not start: .+more in") as refused:
            await kind(tmp_path).start()
        assert "\n" not in str(refused.value)


async def test_a_recycled_process_id_does_not_stop_postgres(tmp_path: Path) -> None:
    """After a restart of the machine the id in the file may be anybody's."""
    engine = Postgres(tmp_path)
    async with engine:
        await remember(engine)
        lines = engine.pid_file().read_text().splitlines()
    engine.pid_file().write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    async with engine:
        assert await remembered(engine) == "still here"


async def test_the_lock_of_a_socket_does_not_stop_postgres_either(tmp_path: Path) -> None:
    engine = Postgres(tmp_path)
    async with engine:
        (lock,) = engine.lock_files()
        text = lock.read_text()
    lock.write_text(f"{os.getpid()}\n{text.partition(chr(10))[2]}")
    async with engine:
        assert await engine.is_ready()


async def test_a_cluster_of_another_version_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("12\n")
    with pytest.raises(EngineFailed, match="PostgreSQL 12"):
        await Postgres(tmp_path).start()


@as_root
class TestAsRoot:
    @BOTH
    async def test_the_engine_is_not_root(self, kind: type[Engine], tmp_path: Path) -> None:
        async with kind(tmp_path) as engine:
            assert engine.process
            assert 0 not in psutil.Process(engine.process.pid).uids()

    @BOTH
    async def test_a_closed_folder_opens_for_the_engine_alone(
        self, kind: type[Engine], tmp_path: Path
    ) -> None:
        closed = tmp_path / "closed"
        closed.mkdir(mode=0o700)
        async with kind(closed / "data") as engine:
            await remember(engine)
        stranger = pwd.getpwnam("nobody").pw_uid
        looked = subprocess.run(["ls", closed], user=stranger, check=False, capture_output=True)  # noqa: ASYNC221 - a moment
        assert looked.returncode != 0


NOT_ROOT = """
import asyncio, concurrent.futures.thread, os, pwd, sys  # all of them while we may read root's Python
from pathlib import Path
from server.engines import Postgres, Redis
somebody = pwd.getpwnam("nobody")
os.setgroups([])
os.setgid(somebody.pw_gid)
os.setuid(somebody.pw_uid)
async def main():
    async with Postgres(Path(sys.argv[1])) as postgres, Redis(Path(sys.argv[1])) as redis:
        print(postgres.process.pid, redis.process.pid, flush=True)
        await asyncio.sleep(float(sys.argv[2]))
asyncio.run(main())
"""


@as_root
def test_somebody_without_rights_runs_both_and_is_killed_and_runs_them_again() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.chown(folder, pwd.getpwnam("nobody").pw_uid, -1)
        first = [sys.executable, "-c", NOT_ROOT, folder, "60"]
        with subprocess.Popen(first, cwd=ROOT, stdout=subprocess.PIPE, text=True) as killed:
            assert killed.stdout
            ids = [int(word) for word in killed.stdout.readline().split()]
            assert {psutil.Process(number).username() for number in ids} == {"nobody"}
            killed.kill()
        again = [sys.executable, "-c", NOT_ROOT, folder, "0"]
        subprocess.run(again, cwd=ROOT, check=True, timeout=60)
