"""What every store of files promises, held against a disk and against its twin in memory."""

import ast
import io
from pathlib import Path
from uuid import uuid4

import pytest

from career.errors import NotFound
from career.storage import Folder, Key, ObjectStorage, Storage, keys, open_storage

ROOT = Path(__file__).parents[3]


@pytest.fixture(params=["disk", "memory"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    return open_storage(None if request.param == "disk" else "memory:///", tmp_path)


def some_key() -> Key:
    return keys.key(Folder.RESUMES, uuid4(), uuid4())


async def read(storage: Storage, key: str) -> bytes:
    return b"".join([piece async for piece in await storage.pieces(key)])


class TestEveryStorage:
    async def test_bytes_come_back_as_they_were(self, storage: Storage) -> None:
        key, data = some_key(), bytes(range(256)) * 5_000
        await storage.put(key, data)
        assert await storage.get(key) == data
        assert await read(storage, key) == data

    async def test_an_open_file_is_stored_from_where_it_stands(self, storage: Storage) -> None:
        key, data = some_key(), b"0123456789" * 1_000_000
        file = io.BytesIO(b"head" + data)
        file.seek(4)
        await storage.put(key, file)
        assert await read(storage, key) == data

    async def test_the_last_put_counts(self, storage: Storage) -> None:
        key = some_key()
        await storage.put(key, b"one")
        await storage.put(key, b"two")
        assert await storage.get(key) == b"two"

    async def test_a_missing_file_is_not_found_and_deleting_it_is_no_error(self, storage: Storage) -> None:
        key = some_key()
        with pytest.raises(NotFound):
            await storage.get(key)
        with pytest.raises(NotFound):
            await storage.pieces(key)
        await storage.delete(key)

    async def test_what_is_in_a_folder_is_found_and_cleared(self, storage: Storage) -> None:
        mine, other = uuid4(), uuid4()
        both = [keys.key(Folder.RESUMES, mine, uuid4()) for _ in range(2)]
        kept = [keys.key(Folder.RESUMES, other, uuid4()), keys.key(Folder.EXPORTS, mine, uuid4())]
        for key in both + kept:
            await storage.put(key, b"x")
        folder = keys.folder_of(Folder.RESUMES, mine)
        assert set(await storage.names(folder)) == set(both)
        await storage.clear(folder)
        await storage.clear(folder)
        assert await storage.names(folder) == []
        assert [await storage.get(key) for key in kept] == [b"x", b"x"]

    async def test_a_folder_is_not_another_one_that_begins_like_it(self, storage: Storage) -> None:
        await storage.put(Key("resumes/ab/1"), b"x")
        await storage.clear("resumes/a")
        assert await storage.get("resumes/ab/1") == b"x"


async def test_a_disk_keeps_nothing_of_a_folder_that_was_cleared(tmp_path: Path) -> None:
    """Not even what a process that was killed had half written, nor the folder that has a person's id."""
    storage: ObjectStorage = open_storage(None, tmp_path)
    key = some_key()
    await storage.put(key, b"x")
    (tmp_path / f"{key}#1").write_bytes(b"half of a resu")
    await storage.clear(key.rpartition("/")[0])
    assert everything_in(tmp_path) == ["resumes"]


def everything_in(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in folder.rglob("*")]


def test_keys_are_made_in_one_place() -> None:
    """A key that is made elsewhere would not be found when its person is erased."""
    makers = [
        path.relative_to(ROOT).as_posix()
        for package in ("career", "server", "realtime", "tasks", "models")
        for path in sorted((ROOT / package).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "Key"
    ]
    assert makers == ["career/storage/keys.py"]
