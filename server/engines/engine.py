"""What PostgreSQL and Redis have in common: one folder, one socket, one child process."""

import asyncio
import fcntl
import hashlib
import os
import re
import signal
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import ClassVar, Self

from server.engines import log
from server.engines.account import Account, as_user, engine_account
from server.engines.errors import Busy, EngineFailed
from server.engines.process import end, end_leftovers, left_in, spawn

SOCKET_PATH_LIMIT = 107  # bytes, sun_path of unix(7) without its end
PLAIN = re.compile(r"[A-Za-z0-9._/~+-]+")  # commas, quotes and spaces mean something to this or that client
START_LIMIT = 120.0  # seconds: after a crash the write-ahead log or the append-only file is read first
POLL = 0.02  # seconds between two looks at an engine that starts
PATIENCE = 20.0  # seconds for a checkpoint at the end, on a slow disk
CLEAN_ENV = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}  # no PGPORT or the like of the caller's


class Engine(ABC):
    """A server of our own on `data_dir`; `async with` starts it, ends it, and keeps its data.

    `durable=False` is for tests: a power cut may lose the data. Errors: `Busy`, `EngineFailed`.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    socket_name: ClassVar[str]
    programs: ClassVar[tuple[str, ...]]
    signals: ClassVar[tuple[signal.Signals, ...]]
    """Sent in turn to end it: first the gentle one, which is also what it gets when we die."""

    def __init__(self, data_dir: Path, *, durable: bool = True) -> None:
        self.folder = data_dir.resolve() / self.name
        self.durable = durable
        self.log = data_dir.resolve() / "logs" / f"{self.name}.log"
        self.account: Account | None = None
        self.process: asyncio.subprocess.Process | None = None
        self._claim = ExitStack()

    @property
    @abstractmethod
    def url(self) -> str:
        """Where clients of this machine connect."""

    @abstractmethod
    def pid_file(self) -> Path:
        """The file that an engine which was killed leaves in place."""

    def lock_files(self) -> Sequence[Path]:
        """Other files that name a process which was killed."""
        return ()

    @abstractmethod
    async def prepare(self) -> None:
        """Make the folder's contents, when they are not there; `account` may already read the programs."""

    @abstractmethod
    async def command(self) -> Sequence[str | Path]:
        """The program and its arguments."""

    @abstractmethod
    async def is_ready(self) -> bool:
        """Whether the process that was started serves."""

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self) -> None:
        """Start it, after ending what an earlier start left behind; returns when it serves."""
        self._claim.enter_context(claim(self.folder))
        try:
            self.account = engine_account()
            await self._end_leftovers()
            await self.prepare()
            with log.opened(self.log) as output:
                self.process = await spawn(
                    await self.command(),
                    output=output,
                    env=CLEAN_ENV,
                    when_orphaned=self.signals[0],
                    **as_user(self.account),
                )
            await self._until_ready(self.process)
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """End it gently and give the folder free; does nothing the second time."""
        if self.process:
            await end(self.process, *self.signals, patience=PATIENCE)
        self.process = None
        self._claim.close()

    async def ended(self) -> int:
        """Return its exit code when it is gone, whoever ended it; negative for a signal."""
        return await self.process.wait() if self.process else 0

    def socket_folder(self) -> Path:
        """A folder that only the engine's user and root may enter, its name short and plain."""
        near = self.folder.parent / "sockets"
        path = str(near / self.socket_name)
        if PLAIN.fullmatch(path) and len(path) <= SOCKET_PATH_LIMIT:
            return near
        runtime = os.environ.get("XDG_RUNTIME_DIR") if os.geteuid() != 0 else None
        digest = hashlib.sha256(os.fsencode(self.folder.parent)).hexdigest()[:12]
        return Path(runtime or tempfile.gettempdir()) / f"shortlist-{digest}"

    def own_folder(self, folder: Path) -> None:
        """Make a folder private to the engine; one of the same name that is not ours is refused."""
        folder.mkdir(parents=True, exist_ok=True)
        if self.account:
            self.account.own(folder)
            self.account.reach(folder)
        elif folder.is_symlink() or folder.stat().st_uid != os.geteuid():
            raise EngineFailed(f"{folder} belongs to somebody else; choose another folder with DATA_DIR.")
        else:
            folder.chmod(0o700)

    async def _end_leftovers(self) -> None:
        """Afterwards nothing says any more that somebody is there: an id may be a zombie's."""
        if self.pid_file().exists():
            left = left_in(self.folder, self.programs)
            await end_leftovers(left, self.signals[0], patience=PATIENCE)
        for path in (self.pid_file(), *self.lock_files()):
            path.unlink(missing_ok=True)

    async def _until_ready(self, process: asyncio.subprocess.Process) -> None:
        async with asyncio.timeout(START_LIMIT):
            while not await self.is_ready():
                if process.returncode is not None:
                    raise EngineFailed(f"{self.title} did not start: {log.last_words(self.log)}")
                await asyncio.sleep(POLL)


def claim(folder: Path) -> AbstractContextManager[object]:
    """Hold the folder for this process until the context ends or the process dies; errors: Busy."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    lock = folder.with_suffix(".lock").open("ab")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise Busy(
            f"{folder.parent} is in use by another start; choose another folder with DATA_DIR."
        ) from None
    return lock
