"""How long a page takes, and how many words come back out of it: `python -m bench.documents`."""

import statistics
import time
from collections.abc import Callable
from datetime import date

import pypdfium2 as pdfium

from bench.parts.table import table
from career.documents import Format, render
from career.documents.content import resume_document
from career.documents.fidelity import words_back
from career.documents.model import Template
from career.documents.preview import page_count
from career.documents.proof import proof
from tests.support.people import LANGUAGES, person

ROUNDS = 15
TODAY = date(2026, 1, 15)


def plain_text(pdf: bytes) -> str:
    with pdfium.PdfDocument(pdf) as pages:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pages)


def quantiles(work: Callable[[], object]) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds, after one call to warm up."""
    work()
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def speeds() -> list[list[str]]:
    rows = []
    for who in ("latin", "arabic", "chinese"):
        document = resume_document(person(who), template=Template.MODERN)
        pages = page_count(render(document, Format.PDF))
        for form in Format:
            p50, p95 = quantiles(lambda form=form, document=document: render(document, form))  # type: ignore[misc]
            shared = pages if form is Format.PDF else 1
            rows.append([who, form.value, str(shared), f"{p50 / shared:.1f}", f"{p95 / shared:.1f}"])
        data = render(document, Format.PDF)
        p50, p95 = quantiles(lambda data=data, document=document: proof(document, data, today=TODAY))  # type: ignore[misc]
        rows.append([who, "proof of the PDF", "1", f"{p50:.1f}", f"{p95:.1f}"])
    return rows


def fidelity() -> list[list[str]]:
    rows = []
    for who in LANGUAGES:
        row = [who]
        for template in Template:
            document = resume_document(person(who), template=template)
            data = render(document, Format.PDF)
            plain = words_back(" ".join(document.lines()), plain_text(data))
            ours = proof(document, data, today=TODAY).words_back
            row.append(f"{plain:.1%} / {ours:.1%}")
        rows.append(row)
    return rows


def main() -> None:
    print(table(["resume", "format", "pages", "p50 ms a page", "p95 ms a page"], speeds()))
    print("\nWords back, in order: plain pypdfium2 / our reader")
    print(table(["resume", *(template.value for template in Template)], fidelity()))


if __name__ == "__main__":
    main()
