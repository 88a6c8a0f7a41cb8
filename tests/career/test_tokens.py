"""Keys are changed without signing anybody out, and a token names the key that signed it."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from joserfc import jws

from career.errors import Unauthenticated
from career.tokens import TokenExpired, Tokens

OLD, NEW, LATER = b"o" * 32, b"n" * 32, b"l" * 32
LIFE = timedelta(minutes=10)


def ring(*keys: bytes) -> Tokens:
    return Tokens(keys, access_life=LIFE)


def kid(token: str) -> str:
    named: str = jws.extract_compact(token.encode()).headers()["kid"]
    return named


def test_two_keys_are_valid_and_the_first_signs() -> None:
    person, session = uuid4(), uuid4()
    before = ring(OLD).access(person, session)
    changed = ring(NEW, OLD)
    assert changed.read_access(before).user_id == person
    after = changed.access(person, session)
    assert kid(after) == kid(ring(NEW).access(person, session)) != kid(before)
    assert ring(NEW, LATER).read_access(after).session_id == session


def test_a_key_that_was_taken_away_opens_nothing() -> None:
    token = ring(OLD).access(uuid4(), uuid4())
    with pytest.raises(Unauthenticated):
        ring(NEW).read_access(token)


def test_the_name_of_a_key_tells_nothing_of_it() -> None:
    assert OLD.hex()[:8] not in kid(ring(OLD).access(uuid4(), uuid4()))


def test_a_token_lives_ten_minutes_whether_it_was_seen_before_or_not() -> None:
    tokens = ring(OLD)
    long_ago = datetime.now(UTC) - LIFE - timedelta(seconds=6)
    with pytest.raises(TokenExpired):
        tokens.read_access(tokens.access(uuid4(), uuid4(), now=long_ago))
    nearly = tokens.access(uuid4(), uuid4(), now=long_ago + timedelta(seconds=3))
    assert tokens.read_access(nearly) == tokens.read_access(nearly)
