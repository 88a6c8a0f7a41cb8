"""Fictional people, one a script, each in the language of its letters."""

import json
from pathlib import Path

from career.documents.jsonresume import from_json_resume
from career.schema.resume import Resume

LANGUAGES = {
    "latin": "en",
    "cyrillic": "ru",
    "greek": "el",
    "arabic": "ar",
    "hebrew": "he",
    "chinese": "zh",
    "japanese": "ja",
    "korean": "ko",
    "minimal": "en",
}
_FOLDER = Path(__file__).parents[1] / "career" / "documents" / "people"


def person(name: str) -> Resume:
    resume = from_json_resume(json.loads((_FOLDER / f"{name}.json").read_text("utf-8")))
    return resume.model_copy(update={"language": LANGUAGES[name]})
