"""What a subscriber is told about the time it was away; pure."""

from dataclasses import dataclass

from career.feed import History, Position, Publication
from realtime.protocol import Recovery, dumps, internal_error, publications_json, unrecoverable_position


@dataclass(frozen=True, slots=True)
class Recovered:
    """`offset` is what the reply says; `position` is where the member stands after its publications."""

    recovered: bool
    offset: int
    position: Position
    publications: tuple[Publication, ...]


def recover(
    asked: Recovery, history: History, buffered: list[tuple[str, Publication]], *, cap: int
) -> Recovered:
    """`history` was read after the offset asked for, with a limit of `cap` + 1; `buffered` came meanwhile.

    Raise the refusal that the client must hear instead.
    """
    top, epoch = history.position
    entries = history.publications
    recovered = (
        asked.recover and asked.epoch in {"", epoch} and len(entries) <= cap and _whole(asked.offset, history)
    )
    if asked.recover and not recovered and asked.loads_state:
        raise unrecoverable_position()
    publications = list(entries) if recovered else []
    position = top
    for came_in, publication in buffered:
        if came_in != epoch or publication.offset > position + 1:
            raise internal_error()
        if publication.offset == position + 1:
            publications.append(publication)
            position = publication.offset
    # A client that recovered is moved on by its publications; any other one starts at the top.
    offset = asked.offset if recovered else position
    return Recovered(recovered, offset, Position(position, epoch), tuple(publications) if recovered else ())


def fitting(publications: tuple[Publication, ...], room: int) -> tuple[Publication, ...]:
    """Those from the first on that take no more than so many bytes together."""
    taken = 0
    for count, publication in enumerate(publications):
        taken += len(publication.body.encode())
        if taken > room:
            return publications[:count]
    return publications


def _whole(offset: int, history: History) -> bool:
    """Nothing is missing between the client's offset and the top."""
    top, entries = history.position.offset, history.publications
    if not entries:
        return top == offset
    return entries[0].offset == offset + 1 and entries[-1].offset == top


def contiguous(low: int, history: History) -> bool:
    """The publications are exactly `low` + 1 up to the top."""
    top, entries = history.position.offset, history.publications
    return len(entries) == top - low and all(
        entry.offset == low + step for step, entry in enumerate(entries, start=1)
    )


def result_json(asked: Recovery, outcome: Recovered) -> str:
    """A SubscribeResult. Zero, false and empty fields are left out, as everywhere in this protocol."""
    result: dict[str, object] = {
        "recoverable": True,
        "positioned": True,
        "epoch": outcome.position.epoch,
        "offset": outcome.offset,
        "recovered": outcome.recovered,
        "was_recovering": asked.recover,
    }
    text = dumps({name: value for name, value in result.items() if value})
    if not outcome.publications:
        return text
    return f'{text[:-1]},"publications":{publications_json(outcome.publications)}}}'
