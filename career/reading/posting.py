"""Job postings from pasted text, a page or a board's API: for each field the first source wins."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, cast

from selectolax.lexbor import LexborHTMLParser

from career.reading import boards, free_text, jsonld, microdata, requirements, structured
from career.reading.draft import Draft, Found
from career.reading.fetch import Page
from career.reading.job_titles import is_title, tidy
from career.reading.jsonld import JsonObject
from career.reading.markup import clean, markdown_of, parsed, plain, to_markdown
from career.reading.passages import Passage, Section, passages, sections
from career.reading.phrases import finder, vocabulary
from career.reading.requirements import Finder
from career.schema.posting import Completeness, Posting, Source

if TYPE_CHECKING:
    from pydantic import JsonValue

NOT_A_POSTING: Final = "not_a_posting"
"""The warning of an empty posting: what was read is none, and nothing of it was guessed."""
TEXT_CUT: Final = "text_cut"
SEVERAL_POSTINGS: Final = "several_postings"
TITLE_MISSING: Final = "title_missing"

_LONGEST: Final = 60_000
_LARGEST_PAGE: Final = 3_000_000
_LARGEST_TRIMMED: Final = 1_000_000
"""Characters up to which a page is trimmed in a few seconds."""
_TITLE_ONLY, _PARTIAL = 40, 150
_WORDS_FOR_LANGUAGE: Final = 20
_ENOUGH_FOR_LANGUAGE: Final = 5_000
_SIGNS: Final = 2
"""Kinds of headings and phrases of postings that a text shows, besides a title."""
_HELD: Final = re.compile(
    r"\b(?:19|20)\d\d\s*(?:-|–|—|to|bis|until|à|a|al)\s*(?:[^\W\d]{3,9}\.?\s*|\d\d[/.])?"
    r"(?:(?:19|20)\d\d\b|present|current|now|today|heute|présent|actual|oggi|heden)",
    re.IGNORECASE,
)
_DATED_ENTRIES: Final = 2
"""Ranges of years from which a text is a resume: postings do not tell when somebody held a job."""
_MOST_BENEFITS: Final = 20


def read_text(text: str, *, matcher: Finder, today: date) -> Posting:
    """A posting that a person pasted; anything else comes back empty with `NOT_A_POSTING`."""
    source = Source(kind="text")
    # What is behind the cut would only cost time; a few characters more keep the warning right.
    body = clean(text[: 2 * _LONGEST])
    language = _language(body)
    draft = free_text.read(body[:_LONGEST], today, language)
    if not _is_posting(body[:_LONGEST], draft):
        return Posting(source=source, warnings=(NOT_A_POSTING,))
    return _assembled(draft, body, source, matcher, language)


def read_page(html: str, *, url: str, fetched_at: datetime, matcher: Finder) -> Posting:
    """A page: JSON-LD, then microdata, then title and body; "3 days ago" counts from `fetched_at`."""
    source, today = Source(kind="url", url=url, fetched_at=fetched_at), fetched_at.date()
    page = parsed(html[:_LARGEST_PAGE])
    found = jsonld.job_postings(page) or microdata.job_postings(page)
    item = _chosen(found, page)
    draft = structured.draft_of(item, today) if item else Draft()
    body = structured.text_of(item) if item else ""
    is_told = draft.title is not None
    if not is_told or len(body.split()) < _TITLE_ONLY:
        body = _fuller(body, _main_text(html, page))
    language = _language(body)
    draft = draft.over(_head(page)).over(free_text.read(body[:_LONGEST], today, language))
    if not is_told and not _is_posting(body[:_LONGEST], draft):
        return Posting(source=source, warnings=(NOT_A_POSTING,))
    posting = _assembled(draft, body, source, matcher, language)
    return _warned(posting, SEVERAL_POSTINGS) if len(found) > 1 else posting


def read_board_json(data: object, *, url: str, fetched_at: datetime, matcher: Finder) -> Posting:
    """One posting of Greenhouse, Lever or Ashby, by the shape that the API's address promises."""
    source, today = Source(kind="api", url=url, fetched_at=fetched_at), fetched_at.date()
    told = boards.draft_of(cast("JsonValue", data), url, today)
    if told is None or told[0].title is None:
        return Posting(source=source, warnings=(NOT_A_POSTING,))
    draft, body = told
    language = _language(body)
    return _assembled(
        draft.over(free_text.read(body[:_LONGEST], today, language)), body, source, matcher, language
    )


def read_fetched(page: Page, *, matcher: Finder) -> Posting:
    """Whatever was fetched: a page, or the answer of a board."""
    if page.json is not None:
        return read_board_json(page.json, url=page.url, fetched_at=page.fetched_at, matcher=matcher)
    return read_page(page.html, url=page.url, fetched_at=page.fetched_at, matcher=matcher)


def _assembled(draft: Draft, body: str, source: Source, matcher: Finder, language: str | None) -> Posting:
    text = body[:_LONGEST].rstrip()
    found = passages(text)
    warnings = [TEXT_CUT] if len(body) > _LONGEST else []
    warnings += [TITLE_MISSING] if draft.title is None else []
    return Posting(
        source=source,
        **draft.values(),
        language=language,
        text=text,
        requirements=requirements.read(found, matcher),
        benefits=_benefits(found),
        completeness=_completeness(text),
        warnings=tuple(warnings),
    )


def _is_posting(text: str, draft: Draft) -> bool:
    """A title and what only postings have, headings and phrases; a bare title is one that says little."""
    words = len(text.split())
    if draft.title is None or not words:
        return False
    signals = vocabulary("posting_words")["signals"]
    if finder(signals["resume"]).search(text) or len(_HELD.findall(text)) >= _DATED_ENTRIES:
        return False
    telling = sections(text) & {Section.DUTY, Section.REQUIRED, Section.PREFERRED, Section.BENEFITS}
    said = [key for key in ("hiring", "applying", "terms") if finder(signals[key]).search(text)]
    is_bare = words < _TITLE_ONLY and draft.title.confidence >= 0.9
    return is_bare or len(telling) + len(said) + (draft.salary is not None) >= _SIGNS


def _fuller(body: str, page: str) -> str:
    """A teaser gives way to the page's own text, when that is long enough to be the posting itself."""
    return page if not body or len(page.split()) >= _PARTIAL else body


def _chosen(found: list[JsonObject], page: LexborHTMLParser) -> JsonObject | None:
    """Of several on one page the one that the page is titled after, else the first."""
    heads = [plain(node.text()) for node in page.css("h1, title")[:5]]
    for item in found:
        title = plain(str(item.get("title") or ""))
        if title and any(title in head for head in heads):
            return item
    return found[0] if found else None


def _head(page: LexborHTMLParser) -> Draft:
    """`h1`, `og:title`, `title`: the first of them that is the title of a job."""
    for text in _head_titles(page):
        if is_title(text) or any(map(is_title, re.split(r"\s+[|–—-]\s+", text))):
            title = tidy(text)
            if title.text:
                return Draft(
                    title=Found(title.text, text, 0.7),
                    company=Found(title.company, text, 0.6) if title.company else None,
                    locations=Found(title.locations, text, 0.6) if title.locations else None,
                    remote=Found(title.remote, text, 0.7) if title.remote else None,
                )
    return Draft()


def _head_titles(page: LexborHTMLParser) -> Iterator[str]:
    for node in page.css('meta[property="og:title"]')[:2]:
        yield plain(node.attributes.get("content") or "")
    for node in page.css("h1, title")[:4]:
        yield plain(node.text(separator=" "))


def _main_text(html: str, page: LexborHTMLParser) -> str:
    """The body of a page without its furniture; what trafilatura cannot trim is taken whole."""
    whole = markdown_of(page.body) if page.body is not None else ""
    if not whole:
        return ""
    trimmed = _trimmed(html) if len(html) <= _LARGEST_TRIMMED else ""
    # On very short pages it gives one flat line.
    is_whole = len(trimmed) * 3 >= len(whole) and trimmed.count("\n- ") * 2 >= whole.count("\n- ")
    return trimmed if is_whole else whole


def _trimmed(html: str) -> str:
    # Half a second to import, and only needed for pages without structured data.
    import trafilatura  # noqa: PLC0415

    try:
        text = trafilatura.extract(
            html, output_format="html", include_comments=False, include_formatting=True, favor_recall=True
        )
    except Exception:  # noqa: BLE001 - any failure of a parser on a stranger's page means the same: no text
        return ""
    return to_markdown(text or "")


def _benefits(found: list[Passage]) -> tuple[str, ...]:
    dates = vocabulary("posting_words")["dates"]
    dated = finder((*dates["posted"], *dates["until"]))
    told = [one for one in found if one.section is Section.BENEFITS and not dated.search(one.text)]
    # What follows a list in its section without being an item of it is a closing line.
    told = [passage for passage in told if passage.bullet] or told
    return tuple(dict.fromkeys(passage.text for passage in told))[:_MOST_BENEFITS]


def _completeness(text: str) -> Completeness:
    words = len(text.split())
    if words < _TITLE_ONLY:
        return Completeness.TITLE_ONLY
    return Completeness.PARTIAL if words < _PARTIAL else Completeness.FULL


def _language(text: str) -> str | None:
    if len(text.split()) < _WORDS_FOR_LANGUAGE:
        return None
    import py3langid  # noqa: PLC0415 - its model takes time and memory, and short texts need none

    return str(py3langid.classify(text[:_ENOUGH_FOR_LANGUAGE])[0])


def _warned(posting: Posting, warning: str) -> Posting:
    return posting.model_copy(update={"warnings": (*posting.warnings, warning)})
