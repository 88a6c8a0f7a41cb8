"""Which processes a start consists of, and how each is to be treated."""

import shutil
import signal
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

from career.settings import Settings
from server.cli import configuration
from server.cli.terminal import Refusal
from server.engines import Engine
from server.parts import Child

OURS = (sys.executable, "-m", "server")
WEB = Path(__file__).parents[1] / "web"
VITE_ABOVE = 1000  # the port of Vite is this far above ours, so that two developments stand side by side


@dataclass(frozen=True)
class Plan:
    """`reloaded` starts again when its sources change; nobody is told `address` before `web` is ready."""

    engines: list[Engine]
    web: Child
    others: list[Child]
    reloaded: list[Child]
    address: str
    database_url: str


def plan(settings: Settings, listener: socket.socket, *, developing: bool) -> Plan:
    """Web on the socket that is open already, a worker, and the engines that nobody else runs."""
    engines = configuration.engines(settings)
    environment = configuration.environment(engines)
    database_url = settings.database_url or environment["DATABASE_URL"]
    address, vite = settings.address, []
    if developing:
        address = f"http://localhost:{settings.port + VITE_ABOVE}"
        environment["ALLOWED_ORIGINS"] = ",".join([*settings.allowed_origins, address])
        vite = [_vite(settings)]
    handed_over = listener.fileno()
    web = Child(
        "web",
        (*OURS, "web", "--socket", str(handed_over)),
        environment,
        log=_log(settings, "web", developing=developing),
        stop_signal=signal.SIGINT,  # leave at once: there is no other web process to send anybody to
        inherits=(handed_over,),
    )
    worker = Child(
        "worker", (*OURS, "worker"), environment, log=_log(settings, "worker", developing=developing)
    )
    return Plan(engines, web, [worker, *vite], [web, worker] if developing else [], address, database_url)


def _log(settings: Settings, name: str, *, developing: bool) -> Path | None:
    return None if developing else settings.data_dir / "logs" / f"{name}.log"


def _vite(settings: Settings) -> Child:
    if shutil.which("npm") is None:
        raise Refusal("There is no npm on the PATH; `make dev` brings one.")
    # `exec`, so that what we end is Vite itself and not a shell or an npm in front of it.
    serve = f"exec node node_modules/vite/bin/vite.js --strictPort --port {settings.port + VITE_ABOVE}"
    return Child(
        "vite",
        ("/bin/sh", "-c", f"npm run schema --silent && {serve}"),
        {"SHORTLIST_SERVER": f"http://127.0.0.1:{settings.port}"},
        folder=WEB,
    )
