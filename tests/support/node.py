"""Packages of npm for the tests that need one, as their lock says."""

import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest


@cache
def install(folder: Path) -> None:
    """What the folder's package-lock.json names, unless it is there; without Node these tests cannot be."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("this test needs Node")
    if not (folder / "node_modules").exists():
        subprocess.run(["npm", "ci", "--silent"], cwd=folder, check=True, capture_output=True, timeout=120)
