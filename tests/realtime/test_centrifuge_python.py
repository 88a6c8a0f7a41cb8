"""The test suite of the Python SDK, as its authors wrote it, against our engine on a real Redis."""

import asyncio
import hashlib
import json
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from career.feed import Feed
from tests.realtime.conformance.app import conformance

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent / "conformance"
LOCK = HERE / "requirements.lock"
CACHE = ROOT / ".cache" / "centrifuge-python"
PATIENCE = 60.0

TESTS = 58
"""Those that can run in JSON; they ask for delta too, which our reply does not offer …"""
PROTOBUF_PARTS = 24
"""… of these, so many try the same again in protobuf …"""
PROTOBUF_ONLY = 4
"""… and others cannot do without it: compaction of channel names, against a server of their own."""


@pytest.fixture(scope="module")
def suite() -> list[Path]:
    """Where its packages lie: the suite itself, and what it imports that we do not have."""
    folder = CACHE / hash_of(LOCK)
    if not (folder / "complete").exists():
        download(folder)
    return [*folder.glob("centrifuge_python-*/"), folder / "site"]


def hash_of(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()[:16]


def download(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    pip = (sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps")
    exact = ("--no-binary", "centrifuge-python", "--require-hashes", "--requirement", str(LOCK))
    done = subprocess.run(
        [*pip, *exact, "--dest", str(folder)], check=False, capture_output=True, text=True, timeout=PATIENCE
    )
    if done.returncode:
        assert "hash" not in done.stderr.lower(), done.stderr
        pytest.skip(f"the package registry cannot be reached: {done.stderr.strip()[-300:]}")
    for sdist in folder.glob("*.tar.gz"):
        with tarfile.open(sdist) as archive:
            archive.extractall(folder, filter="data")
    for wheel in folder.glob("*.whl"):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder / "site")
    (folder / "complete").touch()


async def test_its_suite_passes(journal: Feed, suite: list[Path]) -> None:
    async with conformance(journal) as port, asyncio.timeout(PATIENCE):
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, str(HERE / "json_only.py"), str(port)),
            env={"PYTHONPATH": ":".join(map(str, suite)), "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        try:
            said, report = await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
    assert process.returncode == 0, report.decode()[-4000:]
    result = json.loads(said)
    assert result["failed"] == [], report.decode()[-8000:]
    assert result["ran"] == TESTS
    assert result["skipped"] == {"needs protobuf": PROTOBUF_ONLY}
    assert result["skipped_parts"] == {"needs protobuf": PROTOBUF_PARTS}
