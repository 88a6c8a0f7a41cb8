"""Everything that is kept, as bytes, and where something of a person can still be read in it."""

import json
import unicodedata
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from redis.asyncio import Redis
from tortoise import connections

from career.services import Services
from career.storage import Folder
from career.wiring import connect_redis


@dataclass(frozen=True)
class Kept:
    """By the name of a table, a key or a file: what is in it."""

    database: dict[str, bytes]
    redis: dict[str, bytes]
    storage: dict[str, bytes]

    def places(self) -> Iterator[tuple[str, bytes]]:
        for kind, found in (("table", self.database), ("key", self.redis), ("file", self.storage)):
            for name, content in found.items():
                yield f"{kind} {name}", name.encode() + b"\n" + content

    def since(self, earlier: "Kept") -> "Kept":
        """Without the keys and files that were there before, with the same content."""
        return Kept(self.database, _new(self.redis, earlier.redis), _new(self.storage, earlier.storage))


def _new(found: dict[str, bytes], earlier: dict[str, bytes]) -> dict[str, bytes]:
    return {name: content for name, content in found.items() if earlier.get(name) != content}


async def everything(services: Services) -> Kept:
    return Kept(await _tables(), await _keys(services), await _files(services))


def traces(kept: Kept, needles: Iterable[str]) -> dict[str, set[str]]:
    """The places in which something of it is found, however it is spelt or written down."""
    spelt = {needle: [*_spellings(needle)] for needle in needles}
    found: dict[str, set[str]] = {}
    for place, content in kept.places():
        folded = content.decode("utf-8", "replace").casefold().encode() + b"\n" + content
        for needle, spellings in spelt.items():
            if any(spelling in folded for spelling in spellings):
                found.setdefault(place, set()).add(needle)
    return found


def _spellings(text: str) -> Iterator[bytes]:
    """Composed and decomposed, in any case, escaped as JSON or an address does, and as hexadecimal digits."""
    for form in ("NFC", "NFD"):
        for spelt in {text, text.casefold()}:
            normal = unicodedata.normalize(form, spelt)
            yield normal.encode()
            yield normal.encode().hex().encode()
            yield json.dumps(normal)[1:-1].encode()
            yield quote(normal).encode()
            yield normal.encode("utf-16-be")


async def _tables() -> dict[str, bytes]:
    database = connections.get("default")
    names = await database.execute_query_dict(
        "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables"
        " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
    )
    return {
        row["name"].removeprefix("public."): "\n".join(
            text["row"]
            for text in await database.execute_query_dict(f"SELECT t::text AS row FROM {row['name']} t")
        ).encode()
        for row in names
    }


async def _keys(services: Services) -> dict[str, bytes]:
    assert services.settings.redis_url is not None
    client = connect_redis(services.settings.redis_url)
    found = {key: await _value(client, key) async for key in client.scan_iter("*", count=1000)}
    await client.aclose()
    return {key.decode(): _flat(value) for key, value in found.items()}


def _flat(value: object) -> bytes:
    match value:
        case bytes():
            return value
        case dict():
            return b"\n".join(_flat(item) for pair in value.items() for item in pair)
        case list() | tuple() | set():
            return b"\n".join(map(_flat, value))
        case _:
            return str(value).encode()


async def _value(client: Redis, key: bytes) -> object:
    kind = (await client.type(key)).decode()
    reading: dict[str, Callable[[], Awaitable[object]]] = {
        "string": lambda: client.get(key),
        "hash": lambda: client.hgetall(key),
        "list": lambda: client.lrange(key, 0, -1),
        "set": lambda: client.smembers(key),
        "zset": lambda: client.zrange(key, 0, -1, withscores=True),
        "stream": lambda: client.xrange(key),
    }
    # A key that ended meanwhile is of the kind "none".
    return b"" if kind == "none" else await reading[kind]()


async def _files(services: Services) -> dict[str, bytes]:
    names = [name for folder in Folder for name in await services.storage.names(folder)]
    return {name: await services.storage.get(name) for name in names}
