"""What an installation may decide: by name from the environment, refused by name when it is wrong."""

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from career.limits import DocumentLimits, RateLimits, RealtimeLimits
from career.settings import DEVELOPMENT_SECRET, Environment, Settings
from server.cli import configuration
from server.cli.terminal import Refusal

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / ".env.example"
SOURCES = [path for package in ("career", "realtime", "server") for path in (ROOT / package).rglob("*.py")]


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without settings that a person at this machine may have made."""
    for name in Settings.names():
        monkeypatch.delenv(name, raising=False)


def test_the_example_shows_the_defaults() -> None:
    assert Settings(_env_file=EXAMPLE) == Settings(_env_file=None)
    written = dict(re.findall(r"^([A-Z][A-Z0-9_]+)=(.*)$", EXAMPLE.read_text(), flags=re.MULTILINE))
    # Left out or left empty, they would be the defaults as well.
    for prefix, group in (
        ("RATES", RateLimits),
        ("REALTIME", RealtimeLimits),
        ("DOCUMENTS", DocumentLimits),
    ):
        for name, field in group.model_fields.items():
            assert float(written[f"{prefix}_{name.upper()}"]) == field.default


def test_every_limit_is_used() -> None:
    """A setting that nothing reads would be a lie."""
    code = "\n".join(path.read_text() for path in SOURCES if path.name != "limits.py")
    named = [*RealtimeLimits.model_fields, *DocumentLimits.model_fields]
    assert [name for name in named if not re.search(rf"\.{name}\b", code)] == []


def test_a_limit_is_set_from_the_environment_or_from_a_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("REALTIME_CONNECTIONS", "7")
    monkeypatch.setenv("REALTIME_CHANNELS", "")
    assert Settings(_env_file=None).realtime == RealtimeLimits(connections=7)
    file = tmp_path / ".env"
    file.write_text("REALTIME_DRAIN_SECONDS=0\nREALTIME_CONNECTIONS=8\n")
    assert Settings(_env_file=file).realtime == RealtimeLimits(connections=7, drain_seconds=0)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("REALTIME_FRAME_BYTES", "64k"),
        ("REALTIME_FRAME_BYTES", str(2 * 1024 * 1024)),  # more than the server itself takes
        ("REALTIME_CHANNELS", "0"),
        ("REALTIME_COMMAND_SECONDS", "5.5"),  # the browser's library would have given up
        ("REALTIME_DRAIN_SECONDS", "-1"),
        ("REALTIME_CONNEKTIONS", "7"),
    ],
)
def test_a_wrong_limit_is_refused_by_name_and_without_its_value(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, value: str
) -> None:
    monkeypatch.chdir(tmp_path)  # where no `.env` is
    monkeypatch.setenv(name, value)
    with pytest.raises(Refusal) as refusal:
        configuration.read()
    assert str(refusal.value).startswith(f"{name}: ")
    assert value not in str(refusal.value).removeprefix(name)


def test_a_limit_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValidationError):
        RealtimeLimits(conections=7)  # type: ignore[call-arg]


WHOLE = {
    "ENVIRONMENT": "production",
    "SECRET_KEYS": "s" * 32,
    "ENCRYPTION_KEYS": "e" * 32,
    "SMTP_URL": "smtp://mail.example.org",
    "PUBLIC_URL": "https://jobs.example.org",
}


@pytest.mark.parametrize(
    ("left_out", "value"),
    [
        ("SECRET_KEYS", ""),
        ("SECRET_KEYS", DEVELOPMENT_SECRET),
        ("SECRET_KEYS", f"{'s' * 32},short"),
        ("ENCRYPTION_KEYS", ""),
        ("ENCRYPTION_KEYS", "short"),
        ("SMTP_URL", ""),
        ("PUBLIC_URL", "http://jobs.example.org"),
    ],
)
def test_production_wants_secrets_of_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, left_out: str, value: str
) -> None:
    monkeypatch.chdir(tmp_path)  # where no `.env` is
    for name, given in WHOLE.items():
        monkeypatch.setenv(name, given)
    assert configuration.read().environment is Environment.PRODUCTION
    monkeypatch.setenv(left_out, value)
    with pytest.raises(Refusal) as refusal:
        configuration.read()
    assert str(refusal.value).startswith(f"{left_out}: ")
    assert not value or value not in str(refusal.value).removeprefix(left_out)
