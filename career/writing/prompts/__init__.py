"""What a language model is told; the version changes whenever a word of it does."""

from functools import cache
from pathlib import Path
from typing import Any

import orjson

from career.writing.llm.port import WritingRequest

VERSION = "2026-11-21"
"""Stored with everything that was written under it."""


def messages(request: WritingRequest) -> list[Any]:
    """The rules as the system's word; facts, quotes and wishes as data, as one JSON object."""
    data = request.model_dump(exclude={"task", "prompt_version"}, exclude_defaults=True)
    return [
        {"role": "system", "content": _prompt(request.task)},
        {"role": "user", "content": orjson.dumps(data).decode()},
    ]


@cache
def _prompt(task: str) -> str:
    return Path(__file__).with_name(f"{task}.md").read_text(encoding="utf-8")
