"""What a person stated, item by item, and what follows from it by arithmetic alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from career.schema.posting import Posting
from career.schema.resume import Resume
from career.writing.facts import items as reading
from career.writing.facts.items import ADDRESSEE, Item, Owner
from career.writing.facts.lexicon import Lexicon, load
from career.writing.facts.shapes import Fact, FactKind
from career.writing.facts.spans import months_of, whole_years
from career.writing.facts.text import SkillFinder, Text


@dataclass(frozen=True)
class Addressee:
    """The posting as a letter may name it: exactly as written there."""

    title: str
    company: str
    places: tuple[str, ...]
    text: str

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name in (self.title, self.company, *self.places) if name)


@dataclass(frozen=True)
class FactBook:
    """Everything that a text about this person may rest on, in the order of the resume.

    `frames` hold who, where and when of each owner; `names` their names, folded. Years are floored:
    5 years and 11 months allow "5 years", "5+ years" and "over 4 years".
    """

    items: Mapping[str, Item]
    owners: Mapping[str, Owner]
    frames: Mapping[str, Text]
    names: frozenset[str]
    facts: tuple[Fact, ...]
    matcher: SkillFinder
    today: date
    years: int
    skill_years: Mapping[str, int]
    addressee: Addressee | None
    contact: frozenset[str]

    @classmethod
    def of(
        cls, resume: Resume, *, today: date, matcher: SkillFinder, addressee: Posting | None = None
    ) -> "FactBook":
        """The facts of a resume; `addressee` is given for letters alone."""
        lexicon = load(resume.language or "en") or load("en")
        assert lexicon is not None
        owners = {owner.id: owner for owner in reading.owners_of(resume)}
        items = {item.id: item for item in reading.items_of(resume, lexicon, matcher)}
        posted = _addressee(addressee) if addressee else None
        if posted:
            about = Text("\n".join(posted.names), lexicon, matcher)
            items[ADDRESSEE] = Item(ADDRESSEE, None, "posting", about)
        roles = [owner for owner in owners.values() if owner.kind == "role"]
        return cls(
            items=items,
            owners=owners,
            frames={key: Text(" \n ".join(owner.frame), lexicon, matcher) for key, owner in owners.items()},
            names=frozenset(Text(o.name, lexicon, matcher).folded for o in owners.values() if o.name),
            facts=tuple(_facts(resume, items)),
            matcher=matcher,
            today=today,
            years=whole_years(months_of(roles, today)),
            skill_years=_skill_years(items.values(), roles, today),
            addressee=posted,
            contact=frozenset(reading.contact_of(resume)),
        )

    def text(self, raw: str, lexicon: Lexicon) -> Text:
        return Text(raw, lexicon, self.matcher)

    def of_owner(self, owner_id: str) -> tuple[Item, ...]:
        """The role, study or project itself and every line under it."""
        return tuple(item for item in self.items.values() if item.owner_id == owner_id)

    def held_titles(self) -> tuple[str, ...]:
        return tuple(owner.title for owner in self.owners.values() if owner.kind == "role" and owner.title)


def _addressee(posting: Posting) -> Addressee:
    places = [
        name for place in posting.locations for name in (place.city, place.region, place.country) if name
    ]
    return Addressee(posting.title or "", posting.company or "", tuple(places), posting.text)


def _skill_years(items: Iterable[Item], roles: Sequence[Owner], today: date) -> dict[str, int]:
    """Whole years of the roles whose own lines show a skill; equal months count once."""
    shown: dict[str, dict[str, Owner]] = {}
    by_id = {role.id: role for role in roles}
    for item in items:
        role = by_id.get(item.owner_id or "")
        if role is None:
            continue
        for hit in item.text.skills:
            shown.setdefault(hit.skill_id, {})[role.id] = role
    return {skill: whole_years(months_of(list(held.values()), today)) for skill, held in shown.items()}


def _facts(resume: Resume, items: Mapping[str, Item]) -> list[Fact]:
    facts: list[Fact] = []

    def add(kind: FactKind, display: str | None, item_id: str) -> None:
        if display and display.strip():
            facts.append(
                Fact(
                    id=f"{item_id}:{kind}:{len(facts)}",
                    kind=kind,
                    value=" ".join(display.casefold().split()),
                    display=display,
                    item_id=item_id,
                )
            )

    for kind, display, item_id in reading.stated(resume):
        add(kind, display, item_id)
    for item in items.values():
        for number in item.text.numbers:
            add(FactKind.NUMBER, item.text.raw[number.start : number.end], item.id)
        for hit in item.text.skills:
            add(FactKind.SKILL, hit.text, item.id)
    return facts
