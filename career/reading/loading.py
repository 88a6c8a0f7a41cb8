"""A JSON Resume is loaded, not read: every field is what the file says."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError

from career.reading.refusals import Refused
from career.schema.base import Shape
from career.schema.reading import FieldEvidence, Reading, Stats, UnreadableReason
from career.schema.resume import Resume

_HOW = "JSON Resume"


def read_json_resume(data: dict[str, Any], today: date) -> Reading:
    """Raises `Refused` when it has the look of a JSON Resume and not its shape."""
    from career.documents.jsonresume import from_json_resume  # noqa: PLC0415 - documents read their proofs

    try:
        resume = from_json_resume(data)
    except (ValidationError, TypeError, ValueError, AttributeError, KeyError) as error:
        raise Refused(UnreadableReason.DAMAGED) from error
    return loaded(resume, today, _HOW)


def loaded(resume: Resume, today: date, how: str) -> Reading:
    """A reading of fields that need no reading; raises `Refused` when there is nothing in them."""
    fields: dict[str, FieldEvidence] = {}
    _note(resume.basics, "/basics", fields, how)
    for name in type(resume).model_fields:
        value = getattr(resume, name)
        if isinstance(value, tuple):
            for item in value:
                _note(item, f"/{name}/{item.id}", fields, how)
    if not fields:
        raise Refused(UnreadableReason.NO_RESUME)
    text = "\n".join(evidence.quote for evidence in fields.values())
    stats = Stats(pages=1, words=len(text.split()))
    return Reading(resume=resume, fields=fields, stats=stats, document_date=today.isoformat(), text=text)


def _note(shape: Shape, path: str, fields: dict[str, FieldEvidence], how: str) -> None:
    """Strings become evidence; items inside are reached by their ids, or by place where they have none."""
    for name in type(shape).model_fields:
        value = getattr(shape, name)
        if name in {"id", "extra", "summary_id", "group"} or value in (None, "", ()):
            continue
        if isinstance(value, str):
            fields[f"{path}/{name}"] = FieldEvidence(quote=value, confidence=1, how=how)
        elif isinstance(value, Shape) and not isinstance(value, Mapping):
            _note(value, f"{path}/{name}", fields, how)
        elif isinstance(value, tuple):
            for number, item in enumerate(value):
                if isinstance(item, Shape):
                    _note(item, f"{path}/{name}/{getattr(item, 'id', number)}", fields, how)
                else:
                    quote = str(item)
                    fields[f"{path}/{name}/{number}"] = FieldEvidence(quote=quote, confidence=1, how=how)
