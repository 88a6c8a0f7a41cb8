"""Items come out of a growing answer as soon as their last brace has come."""

import json

from hypothesis import given
from hypothesis import strategies as st

from career.writing.llm.stream import ItemStream

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=5,
)
OBJECTS = st.lists(st.dictionaries(st.text(max_size=5), VALUES, max_size=4), max_size=5)


@given(
    OBJECTS, st.integers(1, 9), st.sampled_from(["{}", '{{"items": {}}}', "Here you are:\n```json\n{}\n```"])
)
def test_every_object_comes_once_whatever_the_pieces(objects, size, frame):
    text = frame.format(json.dumps(objects))
    stream, found = ItemStream(), []
    for start in range(0, len(text), size):
        found += stream.feed(text[start : start + size])
    assert found == objects
    assert stream.closed


@given(st.text(max_size=80))
def test_any_text_is_survived(text):
    list(ItemStream().feed(text))


def test_an_object_comes_before_the_list_is_closed():
    stream = ItemStream()
    assert list(stream.feed('{"items": [{"key": "s0"')) == []
    assert list(stream.feed("}")) == [{"key": "s0"}]
    assert not stream.closed


def test_brackets_in_talk_are_passed_over():
    assert list(ItemStream().feed('As asked [1], here: [{"key": "s0"}]')) == [{"key": "s0"}]
