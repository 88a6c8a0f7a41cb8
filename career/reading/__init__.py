"""Reading resumes: bytes become a `Reading`, or an `Unreadable` that says why not."""

import time
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from career.reading.findings import findings_of
from career.reading.guards import Kind, kind_of
from career.reading.lines import Source
from career.reading.refusals import MAX_BYTES, Refused, refusal
from career.schema.reading import Reading, Stats, Unreadable
from career.schema.reading import UnreadableReason as Reason

if TYPE_CHECKING:
    from career.slots import Slots

LIMIT = timedelta(seconds=20)
"""For one file; a resume takes a tenth of a second."""
MIN_WORDS = 40


def read(data: bytes, *, today: date, region: str = "US") -> Reading | Unreadable:
    """What the file says, each field with its evidence; its content decides what it is.

    Pure and synchronous. Strangers' bytes belong in a process of their own: `read_in_slot`.
    `today` is the day of the upload, `region` the ISO country of phone numbers without a prefix.
    """
    try:
        kind, opened = kind_of(data)
        if kind is Kind.JSON_RESUME:
            from career.reading.loading import read_json_resume  # noqa: PLC0415 - loaded when needed

            return read_json_resume(opened, today)
        if kind is Kind.LINKEDIN:
            from career.reading.linkedin import read_linkedin  # noqa: PLC0415 - loaded when needed

            return read_linkedin(opened, today)
        return _read(_source(kind, data, opened), today, region)
    except Refused as refused:
        return refusal(refused.reason, size=len(data))
    except RecursionError:
        return refusal(Reason.DAMAGED)


def _source(kind: Kind, data: bytes, opened: Any) -> Source:
    """Each parser is loaded when a file needs it: a process that reads text loads no PDF library."""
    if kind is Kind.PDF:
        from career.reading.pdf import read_pdf  # noqa: PLC0415

        return read_pdf(data)
    if kind is Kind.DOCX:
        from career.reading.docx import read_docx  # noqa: PLC0415

        return read_docx(data)
    from career.reading.plain import read_plain  # noqa: PLC0415

    return read_plain(opened)


def _read(source: Source, today: date, region: str) -> Reading:
    from career.reading.fields import resume_of  # noqa: PLC0415 - phone numbers and languages load tables
    from career.reading.fields.evidence import Evidence  # noqa: PLC0415
    from career.reading.sections import sections_of  # noqa: PLC0415

    text = "\n".join(line.text for line in source.lines)
    if not text.strip():
        raise Refused(Reason.EMPTY)
    words = count_words(text)
    evidence = Evidence(paged=source.paged, trust=source.confidence)
    sections = sections_of(source.lines)
    resume = resume_of(source, sections, evidence, today, region)
    known = any(section.kind not in {None, "other"} for section in sections)
    contact = resume.basics.email or resume.basics.phone
    dated = any(item.start_date for item in resume.work) or any(item.end_date for item in resume.education)
    if words < MIN_WORDS or not (known or contact or dated):
        raise Refused(Reason.NO_RESUME)
    return Reading(
        resume=resume,
        fields=evidence.fields,
        findings=(*findings_of(source), *evidence.findings),
        questions=tuple(evidence.questions),
        stats=Stats(pages=source.pages, words=words, columns=source.columns),
        document_date=today.isoformat(),
        text=text,
    )


def count_words(text: str) -> int:
    """Words between spaces; in scripts without spaces two characters make one."""
    dense = sum("\u3040" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7af" for letter in text)
    return len(text.split()) + dense // 2


async def read_in_slot(
    slots: "Slots", data: bytes, *, today: date, region: str = "US"
) -> Reading | Unreadable:
    """`read` in a process that may be killed; a file over the limit never gets there."""
    from career.slots import SlotDied, SlotTimedOut  # noqa: PLC0415 - the child imports this package too

    if not data or len(data) > MAX_BYTES:
        return refusal(Reason.TOO_LARGE if data else Reason.EMPTY, size=len(data))
    started = time.perf_counter()
    try:
        result = await slots.call(_read_plainly, data, today, region, limit=LIMIT)
    except SlotTimedOut:
        return refusal(Reason.TOO_SLOW)
    except (SlotDied, MemoryError):
        return refusal(Reason.DAMAGED)
    if isinstance(result, Unreadable):
        return result
    taken = round((time.perf_counter() - started) * 1000)
    return result.model_copy(update={"stats": result.stats.model_copy(update={"ms": taken})})


def _read_plainly(data: bytes, today: date, region: str) -> Reading | Unreadable:
    """Slots pass arguments by position."""
    return read(data, today=today, region=region)
