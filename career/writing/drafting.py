"""A language model under the gate: each text is checked before it is seen, and has a plain one behind it."""

import re
from collections.abc import AsyncIterator, Callable
from typing import Literal

import structlog

from career.errors import Unavailable
from career.schema.base import Shape
from career.schema.posting import Posting
from career.schema.resume import Resume
from career.writing.facts import FactBook, Refusal
from career.writing.facts.shapes import Rule
from career.writing.llm.port import LanguageModel, Slot, SourceFact, WritingRequest, WrittenItem

Source = Literal["plain", "model"]
Judge = Callable[[str, tuple[str, ...]], tuple[Refusal, ...]]
"""Text and evidence ids to the refusals; none means that it may be shown."""

RETRIES = 4
"""Second tries in one document: more would take longer than they are worth."""
_QUOTES = 12
_QUOTE_LENGTH = 300
_CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|(?<!\w)\+?\d[\d ()./-]{7,}\d(?!\w)")


class Drafted(Shape):
    """What became of one slot. `refusals` tell what the model tried in vain."""

    key: str
    text: str
    evidence_ids: tuple[str, ...]
    source: Source
    refusals: tuple[Refusal, ...] = ()


async def draft(model: LanguageModel, request: WritingRequest, judge: Judge) -> AsyncIterator[Drafted]:
    """Every slot once, in order, as soon as those before it are settled; a dead model raises nothing."""
    drafting = _Drafting(model, request, judge)
    async for drafted in drafting.run():
        yield drafted


class _Drafting:
    def __init__(self, model: LanguageModel, request: WritingRequest, judge: Judge) -> None:
        self._model = model
        self._request = request
        self._judge = judge
        self._waiting = list(request.slots)
        self._arrived: dict[str, WrittenItem] = {}
        self._retries = RETRIES

    async def run(self) -> AsyncIterator[Drafted]:
        try:
            async for item in self._model.write(self._request):
                if isinstance(item, WrittenItem):
                    self._arrived.setdefault(item.key, item)
                while self._waiting and self._waiting[0].key in self._arrived:
                    yield await self._settle(self._waiting.pop(0))
        except Unavailable as problem:
            structlog.get_logger().info("writing.model_unavailable", reason=problem.detail)
            self._retries = 0
        for slot in self._waiting:
            yield await self._settle(slot)

    async def _settle(self, slot: Slot) -> Drafted:
        item = self._arrived.get(slot.key)
        if item is None:
            return _plain(slot, ())
        refusals = self._refusals(slot, item)
        if not refusals:
            return _written(slot, item, ())
        second = await self._again(slot, refusals)
        if second is not None:
            more = self._refusals(slot, second)
            if not more:
                return _written(slot, second, refusals)
            refusals = (*refusals, *more)
        return _plain(slot, refusals)

    def _refusals(self, slot: Slot, item: WrittenItem) -> tuple[Refusal, ...]:
        if not set(item.evidence_ids) <= set(slot.evidence_ids):
            span = (0, len(item.text))
            reason = "It cites lines that this text is not about."
            return (Refusal(rule=Rule.SCOPE, span=span, text=item.text, reason=reason),)
        return self._judge(item.text, item.evidence_ids)

    async def _again(self, slot: Slot, refusals: tuple[Refusal, ...]) -> WrittenItem | None:
        if not self._retries:
            return None
        self._retries -= 1
        reasons = tuple(refusal.reason for refusal in refusals)
        request = self._request.model_copy(update={"slots": (slot.model_copy(update={"refused": reasons}),)})
        try:
            async for item in self._model.write(request):
                if isinstance(item, WrittenItem) and item.key == slot.key:
                    return item
        except Unavailable:
            self._retries = 0
        return None


def _written(slot: Slot, item: WrittenItem, refusals: tuple[Refusal, ...]) -> Drafted:
    text = " ".join(item.text.split())
    return Drafted(key=slot.key, text=text, evidence_ids=item.evidence_ids, source="model", refusals=refusals)


def _plain(slot: Slot, refusals: tuple[Refusal, ...]) -> Drafted:
    return Drafted(
        key=slot.key, text=slot.plain, evidence_ids=slot.evidence_ids, source="plain", refusals=refusals
    )


def sent_facts(slots: tuple[Slot, ...], book: FactBook, resume: Resume) -> tuple[SourceFact, ...]:
    """The cited lines without the person's name and addresses."""
    ids = dict.fromkeys(evidence_id for slot in slots for evidence_id in slot.evidence_ids)
    return tuple(
        SourceFact(id=item_id, text=without_person(book.items[item_id].text.raw, resume)) for item_id in ids
    )


def sent_slots(slots: tuple[Slot, ...], resume: Resume) -> tuple[Slot, ...]:
    return tuple(slot.model_copy(update={"plain": without_person(slot.plain, resume)}) for slot in slots)


def job_quotes(posting: Posting) -> tuple[str, ...]:
    """What the posting asks, cut short: data of strangers."""
    quotes = dict.fromkeys(requirement.quote for requirement in posting.requirements if requirement.quote)
    return tuple(_CONTACT.sub("", quote)[:_QUOTE_LENGTH] for quote in list(quotes)[:_QUOTES])


def without_person(text: str, resume: Resume) -> str:
    """Name, e-mail, phone, address and links are never sent; the gate knows the placeholder as one."""
    basics = resume.basics
    place = basics.location
    private = [basics.name, basics.email, basics.phone, basics.url, basics.image]
    private += [place.address, place.postal_code] if place else []
    private += [value for profile in basics.profiles for value in (profile.url, profile.username)]
    private += [part for part in (basics.name or "").split() if len(part) > 2]
    for value in private:
        if value and value.strip():
            text = re.sub(rf"(?<!\w){re.escape(value.strip())}(?!\w)", "{NAME}", text, flags=re.IGNORECASE)
    return _CONTACT.sub("", text)
