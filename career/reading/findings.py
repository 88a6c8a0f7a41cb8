"""What a reading says about the file itself: things that software or people will stumble over."""

from career.reading.data import table
from career.reading.lines import Source
from career.schema.reading import Finding, Severity

MAX_QUOTE = 200


def findings_of(source: Source) -> tuple[Finding, ...]:
    found = [finding(code, page) for code, page in source.codes]
    found += [finding("hidden_text", None, text[:MAX_QUOTE]) for text in source.hidden_text]
    return tuple(found)


def finding(code: str, page: int | None, quote: str = "") -> Finding:
    """A finding with the severity and the advice of the table."""
    severity, fix = table("findings")[code]
    return Finding(code=code, severity=Severity(severity), page=page, quote=quote, fix=fix)
