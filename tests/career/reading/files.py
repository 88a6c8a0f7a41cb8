"""Files made for the tests: resumes in every format, and files that are none."""

import io
import zipfile
from datetime import date

import docx
import pikepdf
from PIL import Image
from weasyprint import HTML

TODAY = date(2026, 6, 1)
WORDS = " ".join(["Lorem ipsum dolor sit amet consectetur adipiscing elit sed do"] * 8)
RESUME_TEXT = """Jane Q. Smith
jane.smith@example.com | +44 20 7946 0958 | London, UK

SUMMARY
Backend engineer with eight years of building payment systems and search.

EXPERIENCE
Acme Ltd                                  Jan 2020 - Present
Senior Engineer, London
- Cut latency by 40% for the checkout service used by 3 million
  customers each month
- Led a team of five

Globex GmbH, Berlin                        2016 - 2019
Software Developer
- Wrote the billing engine in Python

EDUCATION
MSc in Computer Science, University of Leeds, 2015

SKILLS
Python, Go, PostgreSQL, CI/CD
"""


def pdf_of(body: str, style: str = "") -> bytes:
    """A PDF of an HTML body on A4."""
    html = f"<html><style>body {{ font: 10pt sans-serif }} {style}</style><body>{body}</body></html>"
    data: bytes = HTML(string=html).write_pdf()
    return data


def resume_pdf() -> bytes:
    return pdf_of(f"<pre style='font: 9pt monospace'>{RESUME_TEXT}</pre>")


def protected_pdf() -> bytes:
    with pikepdf.open(io.BytesIO(resume_pdf())) as document:
        out = io.BytesIO()
        document.save(out, encryption=pikepdf.Encryption(owner="owner", user="secret"))
        return out.getvalue()


def scanned_pdf() -> bytes:
    """A page that is one picture."""
    out = io.BytesIO()
    Image.effect_noise((600, 800), 60).convert("RGB").save(out, "PDF")
    return out.getvalue()


def paged_pdf(pages: int) -> bytes:
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page()
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()


def garbled_pdf() -> bytes:
    """Letters whose code points are private: what a font without a map to text leaves."""
    with pikepdf.open(io.BytesIO(resume_pdf())) as document:
        for font in document.objects:
            if isinstance(font, pikepdf.Stream) and b"beginbfchar" in font.read_bytes():
                font.write(_to_private(font.read_bytes()))
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()


def _to_private(cmap: bytes) -> bytes:
    """Every code of a character map points into the private area."""
    lines, mapping = [], False
    for line in cmap.split(b"\n"):
        parts = line.split()
        if mapping and len(parts) == 2 and parts[0].startswith(b"<"):
            lines.append(parts[0] + b" <E1" + parts[1][-3:-1] + b">")
        else:
            lines.append(line)
        mapping = line.strip().endswith(b"beginbfchar") or (mapping and not line.strip().startswith(b"end"))
    return b"\n".join(lines)


def docx_of(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return saved(document)


def saved(document: "docx.document.Document") -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def zip_of(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def lying_docx() -> bytes:
    """More bytes come out of an entry than its header declares."""
    data = zip_of({"word/document.xml": b"<a/>" + b" " * 5000})
    size = (5004).to_bytes(4, "little")
    return data.replace(size, (10).to_bytes(4, "little"))
