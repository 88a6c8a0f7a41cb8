"""The peers' own environments: they are no dependencies of the project, and come when they are asked for."""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ENVIRONMENT = ROOT / ".cache" / "peers"
_PATIENCE = 300


class Absent(Exception):
    """Why a peer cannot be measured here."""


def python() -> str:
    """The interpreter of an environment that holds exactly what `requirements.lock` names."""
    found = ENVIRONMENT / "bin" / "python"
    _once(HERE / "requirements.lock", ENVIRONMENT / "made-from", lambda: _environment(found))
    return str(found)


def node() -> str:
    """Node, with the packages of `package-lock.json` beside `socketio.mjs`."""
    found = shutil.which("node")
    if found is None or shutil.which("npm") is None:
        raise Absent("there is no Node")
    _once(
        HERE / "package-lock.json",
        HERE / "node_modules" / "made-from",
        lambda: _call("npm", "ci", "--silent"),
    )
    return found


def _environment(interpreter: Path) -> None:
    lock = HERE / "requirements.lock"
    pip = (interpreter, "-m", "pip", "install", "-qq", "--disable-pip-version-check")
    _call(sys.executable, "-m", "venv", "--clear", ENVIRONMENT)
    _call(*pip, "--no-deps", "--require-hashes", "--requirement", lock)


def _once(lock: Path, stamp: Path, make: Callable[[], None]) -> None:
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    print(f"Installing the peers of {lock.relative_to(ROOT)}.", flush=True)
    make()
    stamp.write_text(digest)


def _call(*command: str | Path) -> None:
    try:
        done = subprocess.run(
            list(map(str, command)), check=False, cwd=HERE, capture_output=True, text=True, timeout=_PATIENCE
        )
    except subprocess.TimeoutExpired:
        raise Absent(f"`{command[0]}` took longer than {_PATIENCE} s") from None
    if done.returncode:
        words = (done.stderr or done.stdout).strip().splitlines() or ["it failed without a word"]
        raise Absent(words[-1])
