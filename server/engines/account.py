"""Who the engines run as: we ourselves, or, when we are root, a system user without rights.

PostgreSQL refuses to run as root, and Redis has no need to.
"""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from server.engines.access import let_traverse
from server.engines.errors import EngineFailed

NAME = "shortlist"
SYSTEM_FOLDERS = "/usr/sbin:/sbin:/usr/bin:/bin"  # where useradd is; not on everybody's PATH


class AsUser(TypedDict, total=False):
    user: int
    group: int
    extra_groups: tuple[int, ...]


@dataclass(frozen=True)
class Account:
    """A system user that root lends to the engines."""

    uid: int
    gid: int

    def own(self, folder: Path) -> None:
        """Give it the folder, and hide the folder from everybody else."""
        folder.chmod(0o700)
        if folder.stat().st_uid != self.uid:
            os.chown(folder, self.uid, self.gid)

    def reach(self, *paths: Path) -> None:
        """See that it can get to each path, however deep in root's own folders; errors: EngineFailed."""
        for path in paths:
            if self._reaches(path):
                continue
            for folder in path.parents:
                let_traverse(folder, self.uid)
            if not self._reaches(path):
                raise EngineFailed(f"The system user {NAME!r} cannot read {path}; put it where it can.")

    def _reaches(self, path: Path) -> bool:
        test = ("/bin/sh", "-c", 'test -r "$0" && test -x "$0"', str(path))
        return subprocess.run(test, check=False, **as_user(self)).returncode == 0  # noqa: S603 - our path


def as_user(account: Account | None) -> AsUser:
    """What `Popen` needs to start a program as that user; as ourselves when there is none."""
    if account is None:
        return {}
    return {"user": account.uid, "group": account.gid, "extra_groups": ()}


def engine_account() -> Account | None:
    """The system user for the engines, made when it is not there; None when we are not root."""
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam(NAME)
    except KeyError:
        entry = _make()
    return Account(entry.pw_uid, entry.pw_gid)


def _make() -> pwd.struct_passwd:
    program = shutil.which("useradd", path=SYSTEM_FOLDERS)
    if program is None:
        raise EngineFailed(
            f"PostgreSQL does not run as root: make a system user {NAME!r}, or start us as another."
        )
    command = (program, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", NAME)
    made = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - constants
    try:
        return pwd.getpwnam(NAME)  # also when somebody else made it in the same moment
    except KeyError:
        raise EngineFailed(f"The system user {NAME!r} could not be made: {made.stderr.strip()}") from None
