"""Installs what a command of the Makefile needs, and only what is not there yet.

`python3 tools/bootstrap.py run` (or dev, check, test, bench) starts on a bare Python, so it uses the standard
library alone. Packages come from the lock files with their hashes; what only the system can give (Pango,
Chromium) is installed by root on Debian, and named in one line everywhere else.
"""

from __future__ import annotations

import ctypes
import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
from ctypes.util import find_library
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "stamps"
WEB = ROOT / "web"
APPLICATION = ROOT / "server" / "static" / "app"
FONTS = ROOT / "career" / "documents" / "fonts"
MADE = {"node_modules", "dist", "coverage", "__pycache__"}  # folders that are no sources

GENERATED = {WEB / "src" / "api" / "schema.d.ts"}  # by the build, out of web/openapi.json

OLDEST_PYTHON = (3, 11)
OLDEST_NODE = (20, 19)  # what Vite needs
PANGO = {  # what WeasyPrint opens, and the package of Debian that brings it
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
    "libfontconfig.so.1": "libfontconfig1",
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main(command: str) -> None:
    """Install for one command; when everything is there it costs a tenth of a second."""
    os.umask(0o022)  # the system user of the engines must be able to read what root installs
    fcntl.flock(os.open(ROOT, os.O_RDONLY), fcntl.LOCK_EX)  # a second one waits, then finds everything
    python_packages(development=command != "run")
    node()
    if command != "check":
        pango()
        fonts()
    if command in {"run", "test", "bench"}:
        application()
    else:
        node_packages(WEB)
    if command in {"test", "bench"}:
        for folder in sources(ROOT / ("tests" if command == "test" else "bench"), "package-lock.json"):
            node_packages(folder.parent)
    if command == "test":
        chromium()


def python_packages(*, development: bool) -> None:
    """A virtual environment with the locked packages; those for development include the others."""
    if not PYTHON.exists():
        environment()
    everything = ROOT / "requirements-dev.lock"
    if not development and is_done("requirements-dev.lock", [everything]):
        return
    lock = everything if development else ROOT / "requirements.lock"
    pip_install(lock, "Installing the Python packages; the first time this takes a minute or two.")


def pip_install(lock: Path, announcement: str) -> None:
    """Exactly what the lock says: no dependency is looked for, every file must have its hash."""
    pip = (PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check")
    once(
        lock.name,
        [lock],
        announcement,
        lambda: call(*pip, "--no-deps", "--require-hashes", "--requirement", lock),
    )


def environment() -> None:
    try:
        import ensurepip  # noqa: F401, PLC0415 - Debian leaves it out
        import venv  # noqa: F401, PLC0415
    except ImportError:
        system_packages(
            f"python{sys.version_info[0]}.{sys.version_info[1]}-venv", reason="A virtual environment"
        )
    call(sys.executable, "-m", "venv", "--clear", VENV)


def node() -> None:
    """Node of the machine when it is new enough, else the one that PyPI packs; found on PATH from here on."""
    os.environ["PATH"] = f"{VENV / 'bin'}{os.pathsep}{os.environ['PATH']}"
    if node_version() >= OLDEST_NODE and shutil.which("npm"):
        return
    pip_install(ROOT / "requirements-node.lock", "Installing Node.js.")


def node_version() -> tuple[int, ...]:
    program = shutil.which("node")
    if program is None:
        return (0,)
    said = subprocess.run([program, "--version"], check=False, capture_output=True, text=True).stdout
    return tuple(map(int, re.findall(r"\d+", said)[:2]))


def node_packages(folder: Path) -> None:
    """What the folder's package-lock.json names."""
    lock, name = folder / "package-lock.json", folder.relative_to(ROOT)
    npm = ["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"]
    if not (folder / "node_modules").exists():
        forget(f"{name}-packages")
    once(
        f"{name}-packages",
        [lock],
        f"Installing the packages of {name}/.",
        lambda: call(*npm, folder=folder, quiet=True),
    )


def application() -> None:
    """The browser application, built again when one of its sources changed."""
    node_packages(WEB)
    if not (APPLICATION / "index.html").exists():
        forget("application")
    build = ["npm", "run", "build", "--silent"]
    once(
        "application",
        sources(WEB),
        "Building the browser application.",
        lambda: call(*build, folder=WEB, quiet=True),
    )


def fonts() -> None:
    if not FONTS.exists():
        forget("fonts")
    inputs = [ROOT / "tools" / "fonts" / "package-lock.json", FONTS.with_suffix(".json")]
    bring = [PYTHON, ROOT / "tools" / "fonts.py"]
    once("fonts", inputs, "Fetching the typefaces of the documents.", lambda: call(*bring, quiet=True))


def pango() -> None:
    """The libraries that WeasyPrint draws with."""
    if missing := [package for library, package in PANGO.items() if not loads(library)]:
        system_packages(*missing, reason="Printing documents")


def loads(library: str) -> bool:
    if sys.platform != "linux":
        return find_library(library.removeprefix("lib").split(".so", maxsplit=1)[0]) is not None
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def chromium() -> None:
    """A browser for the tests that drive one; without it they are skipped and say so."""
    if any(map(shutil.which, BROWSERS)):
        return
    if can_install():
        print("Installing Chromium for the tests.", flush=True)
        apt_get("chromium")
    else:
        print(
            "There is no Chromium: the tests in a browser will be skipped (apt-get install chromium).",
            flush=True,
        )


def system_packages(*names: str, reason: str) -> None:
    if not can_install():
        stop(
            f"{reason} needs what Debian packs as {' '.join(names)}: install it with apt-get, and try again."
        )
    print(f"Installing {' '.join(names)}.", flush=True)
    if not apt_get(*names):
        stop(f"{reason} needs {' '.join(names)}, and apt-get could not install it; its words are above.")


def can_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_get(*names: str) -> bool:
    """Whether it could; the lists of a bare machine are fetched first."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", *names]):
        done = subprocess.run(
            ["apt-get", "-qq", *arguments], check=False, env=environment, stdout=subprocess.DEVNULL
        )
    return done.returncode == 0


def sources(folder: Path, name: str = "*") -> list[Path]:
    """The files below a folder that somebody wrote, in one order on every machine."""
    found: list[Path] = []
    for at, folders, _ in os.walk(folder):
        folders[:] = [inner for inner in folders if inner not in MADE]
        found.extend(path for path in Path(at).glob(name) if path.is_file() and path not in GENERATED)
    return sorted(found)


def once(step: str, inputs: list[Path], announcement: str, make: Callable[[], None]) -> None:
    """Make it unless it was made from exactly these inputs; a step that fails is done again."""
    if is_done(step, inputs):
        return
    forget(step)
    print(announcement, flush=True)
    make()
    STAMPS.mkdir(exist_ok=True)
    stamp(step).write_text(digest(inputs))


def is_done(step: str, inputs: list[Path]) -> bool:
    return stamp(step).exists() and stamp(step).read_text() == digest(inputs)


def forget(step: str) -> None:
    stamp(step).unlink(missing_ok=True)


def stamp(step: str) -> Path:
    return STAMPS / step.replace(os.sep, "-")


def digest(inputs: list[Path]) -> str:
    total = hashlib.sha256()
    for path in inputs:
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        total.update(f"{path.relative_to(ROOT)} {content}\n".encode())
    return total.hexdigest()


def call(*command: str | Path, folder: Path = ROOT, quiet: bool = False) -> None:
    """Run it, and stop with it; `quiet` shows what it says only when it fails."""
    done = subprocess.run(
        list(map(str, command)),
        check=False,
        cwd=folder,
        text=True,
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
    )
    if done.returncode:
        stop(f"{done.stdout or ''}`{' '.join(map(str, command[:3]))} …` failed; its words are above.")


def stop(message: str) -> None:
    sys.exit(message)


def newest_python() -> str | None:
    """Another Python on the PATH that will do."""
    names = (f"python3.{minor}" for minor in range(15, OLDEST_PYTHON[1] - 1, -1))
    return next(filter(None, map(shutil.which, names)), None)


if __name__ == "__main__":
    if sys.version_info < OLDEST_PYTHON:
        other = newest_python()
        if other is None:
            sys.exit("Python 3.11 or later is needed; this is " + sys.version.split()[0] + ".")
        os.execv(other, [other, *sys.argv])
    main(sys.argv[1])
