"""A declaration that is not whole fails at once, with words that teach; what is sent is read strictly."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from pydantic import BaseModel

from career.errors import Misshapen, Unauthenticated
from career.permissions import actions
from career.schema.base import Shape
from career.services import Services
from models.users import User
from realtime.access import Visitor
from realtime.rpc import METHODS, Nothing, method
from realtime.rpc.catalogue import catalogue

ANYBODY = actions.OBSERVE


class Ring(Shape):
    bell: UUID
    times: int = 1


class Silence(Shape):
    seconds: int = 1


class Open(BaseModel):
    bell: UUID


class Loose(Shape):
    client_id: UUID | None = None


class Worded(Shape):
    client_id: str


@method("bell.ring", may=ANYBODY, per_second=5)
async def ring(services: Services, user_id: UUID, *, data: Ring) -> Ring:
    """Ring a bell.

    More is told here.
    """
    return data


@method("bell.rest", may=ANYBODY, per_second=5)
async def rest(services: Services, user_id: UUID, *, data: Silence) -> Silence:
    """Let it be silent."""
    return data


VISITOR = Visitor(uuid4(), uuid4(), None)
BELL = str(UUID(int=7))
"""The same in every process that collects these tests."""


def plain(services: Services, user_id: UUID, *, data: Ring) -> Nothing:
    """Wait for nothing."""
    return Nothing()


async def silent(services: Services, user_id: UUID, *, data: Ring) -> Nothing:
    return Nothing()


async def without_data(services: Services, user_id: UUID) -> Nothing:
    """Read nothing."""
    return Nothing()


async def positional(services: Services, user_id: UUID, data: Ring) -> Nothing:
    """Take data by its place."""
    return Nothing()


async def nobody(services: Services, *, data: Ring) -> Nothing:
    """Ask for no person."""
    return Nothing()


async def apart(services: Services, user_id: UUID, *, data: Ring, client_id: UUID) -> Nothing:
    """Take the id beside the data."""
    return Nothing()


async def anything(services: Services, user_id: UUID, *, data: Ring, **more: object) -> Nothing:
    """Take whatever comes."""
    return Nothing()


async def untyped_caller(services: Services, user_id, *, data: Ring) -> Nothing:  # type: ignore[no-untyped-def]
    """Say not who calls."""
    return Nothing()


async def wrong_caller(services: Services, user: UUID, *, data: Ring) -> Nothing:
    """Mistake an id for a person."""
    return Nothing()


async def untyped_data(services: Services, user: User, *, data) -> Nothing:  # type: ignore[no-untyped-def]
    """Say not what is read."""
    return Nothing()


async def open_data(services: Services, user: User, *, data: Open) -> Nothing:
    """Read what is not declared."""
    return Nothing()


async def dictionary(services: Services, user: User, *, data: dict[str, str]) -> Nothing:
    """Read anything."""
    return Nothing()


async def open_result(services: Services, user: User, *, data: Ring) -> Open:
    """Say what is not declared."""
    return Open(bell=data.bell)


async def no_result(services: Services, user: User, *, data: Ring):  # type: ignore[no-untyped-def]
    """Say not what is returned."""


async def loose_id(services: Services, user: User, *, data: Loose) -> Nothing:
    """Do without the client's id."""
    return Nothing()


async def worded_id(services: Services, user: User, *, data: Worded) -> Nothing:
    """Take any text for an id."""
    return Nothing()


@pytest.mark.parametrize(
    ("handler", "teaching"),
    [
        (plain, "must be async"),
        (silent, "needs a docstring"),
        (without_data, "takes `services`, then `user` or `user_id`, and the keyword `data`"),
        (positional, "and the keyword `data`"),
        (nobody, "then `user` or `user_id`"),
        (apart, "`data`, which holds all that is sent"),
        (anything, "`data`, which holds all that is sent"),
        (untyped_caller, "must say that `user_id` is `UUID`"),
        (wrong_caller, "must say that `user` is `User`"),
        (untyped_data, "needs a closed pydantic model as `data`"),
        (open_data, "needs a closed pydantic model as `data`"),
        (dictionary, "needs a closed pydantic model as `data`"),
        (open_result, "must return a closed pydantic model"),
        (no_result, "must return a closed pydantic model"),
        (loose_id, "must have `client_id` as a UUID that is never left out"),
        (worded_id, "must have `client_id` as a UUID"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_wrong_declaration_fails_at_import(handler: Callable[..., object], teaching: str) -> None:
    with pytest.raises(TypeError) as told:
        method("bell.ring", may=ANYBODY, per_second=5)(handler)  # type: ignore[arg-type]
    assert f"{handler.__name__} " in str(told.value)
    assert teaching in str(told.value)


@pytest.mark.parametrize("name", ["ring", "bell.", "bell.ring.twice", "Bell.ring", "bell ring", ""])
def test_a_name_is_a_noun_and_a_verb(name: str) -> None:
    with pytest.raises(TypeError, match=r"must be named `<noun>\.<verb>`"):
        method(name, may=ANYBODY, per_second=5)(ring.handler)


@pytest.mark.parametrize("rate", [0, -1])
def test_a_method_may_be_called(rate: float) -> None:
    with pytest.raises(TypeError, match="more often than 0 times"):
        method("bell.ring", may=ANYBODY, per_second=rate)(ring.handler)


def test_a_name_belongs_to_one_method() -> None:
    other = method("bell.ring", may=ANYBODY, per_second=1)(ring.handler)
    with pytest.raises(TypeError, match=r"two methods are named `bell\.ring`"):
        catalogue(ring, other)


def test_the_signature_is_the_contract() -> None:
    assert (ring.name, ring.data, ring.result, ring.caller) == ("bell.ring", Ring, Ring, "user_id")
    assert ring.summary == "Ring a bell."


def test_every_method_is_known_by_its_name() -> None:
    assert {name: method.name for name, method in METHODS.items()} == {name: name for name in METHODS}


class TestReading:
    async def test_ids_are_texts_as_in_json(self) -> None:
        bell = uuid4()
        given = {"bell": str(bell), "times": 2}
        assert await ring.perform(None, VISITOR, given) == Ring(bell=bell, times=2)  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        "given",
        [
            None,
            [],
            "bell",
            False,
            {},
            {"bell": 5},
            {"bell": BELL, "times": "2"},
            {"bell": BELL, "colour": "red"},
            {"bell": BELL, "times": [None]},
        ],
        ids=str,
    )
    async def test_nothing_is_guessed(self, given: object) -> None:
        with pytest.raises(Misshapen):
            await ring.perform(None, VISITOR, given)  # type: ignore[arg-type]

    async def test_what_may_all_be_left_out(self) -> None:
        assert await rest.perform(None, VISITOR, None) == Silence()  # type: ignore[arg-type]
        for given in ([], False, 0, ""):
            with pytest.raises(Misshapen):
                await rest.perform(None, VISITOR, given)  # type: ignore[arg-type]

    async def test_what_is_nested_too_deeply(self) -> None:
        deep: object = 1
        for _ in range(900):
            deep = [deep]
        with pytest.raises(Misshapen):
            await ring.perform(None, VISITOR, {"bell": deep})  # type: ignore[arg-type]

    async def test_who_is_signed_out_is_told_so_before_anything_is_read(self, services: Services) -> None:
        for name in METHODS:
            with pytest.raises(Unauthenticated):
                await METHODS[name].perform(services, VISITOR, {"nonsense": True})
