"""The house keeps its walls: who may import whom, and where an outside package is let in."""

import ast
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[2]
PACKAGES = ("server", "realtime", "tasks", "career", "models")

ONE_DOOR = {
    "openai": ("career/writing/llm/",),
    "stripe": ("career/payments/",),
    "weasyprint": ("career/documents/",),
    "redis": (
        "career/feed/",
        "career/limiting/",
        "career/mailer/mailbox.py",
        "career/queue.py",
        "career/wiring.py",
        "server/engines/",
        "server/cli/check.py",
        "tasks/",
    ),
    "broadcaster": ("realtime/backend.py", "realtime/hub.py"),
    "limits": ("career/limiting/",),
    "arq": ("tasks/",),
    "pycrdt": ("realtime/documents/updates.py",),
    "obstore": ("career/storage/",),
    "httpx2": ("career/reading/", "career/oauth/talking.py"),
    "authlib": ("career/oauth/",),
    "pypdfium2": ("career/reading/", "career/documents/"),
}
"""An outside package is imported behind one door, so that it can be changed there."""


def modules() -> list[Path]:
    return [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return names


def test_the_layers_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True) == 0


@pytest.mark.parametrize("package", ONE_DOOR)
def test_an_outside_package_has_one_door(package: str) -> None:
    strangers = [
        str(path.relative_to(ROOT))
        for path in modules()
        if any(name.split(".")[0] == package for name in imported(path))
        and not str(path.relative_to(ROOT)).startswith(ONE_DOOR[package])
    ]
    assert strangers == []


def test_nothing_is_called_utils() -> None:
    """A module that is called so has no subject, and grows for ever."""
    vague = {"utils", "util", "helpers", "helper", "common", "core", "misc", "base_crud"}
    found = [str(path.relative_to(ROOT)) for path in modules() if vague & {path.stem, path.parent.name}]
    assert found == []


def test_a_module_can_be_read_in_one_sitting() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in modules()
        if "migrations" not in path.parts and (lines := len(path.read_text().splitlines())) > 380
    }
    assert long == {}
