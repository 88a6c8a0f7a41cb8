"""Whatever the bytes are: a reading or a reason, never an exception, in bounded time."""

import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from career.reading import read
from career.schema.reading import Reading, Unreadable
from tests.career.reading import files

SECONDS = 20
WHOLE = {"pdf": files.resume_pdf(), "docx": files.docx_of(*files.RESUME_TEXT.splitlines())}
bounded = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


def _reads_or_refuses(data: bytes) -> None:
    started = time.perf_counter()
    result = read(data, today=files.TODAY)
    assert isinstance(result, Reading | Unreadable)
    assert time.perf_counter() - started < SECONDS


@bounded
@given(st.binary(max_size=4_000))
def test_random_bytes(data):
    _reads_or_refuses(data)


@bounded
@given(
    st.sampled_from([b"%PDF-1.7\n", b"PK\x03\x04", b'{"basics": ', b"\xff\xfe", b"\xd0\xcf\x11\xe0"]),
    st.binary(max_size=500),
)
def test_random_bytes_after_a_true_beginning(head, data):
    _reads_or_refuses(head + data)


@bounded
@given(st.sampled_from(sorted(WHOLE)), st.floats(0, 1))
def test_cut_files(kind, share):
    data = WHOLE[kind]
    _reads_or_refuses(data[: int(len(data) * share)])


@bounded
@given(
    st.sampled_from(sorted(WHOLE)),
    st.lists(st.tuples(st.floats(0, 0.9999), st.integers(0, 255)), min_size=1, max_size=30),
)
def test_flipped_files(kind, flips):
    broken = bytearray(WHOLE[kind])
    for share, value in flips:
        broken[int(len(broken) * share)] = value
    _reads_or_refuses(bytes(broken))


@bounded
@given(st.text(max_size=2_000))
def test_random_text(text):
    _reads_or_refuses(text.encode("utf-8", "replace"))


@bounded
@given(
    st.lists(
        st.sampled_from(
            [
                *files.RESUME_TEXT.splitlines(),
                "",
                "- ",
                "•",
                "2019 - 2018",
                "Jan 2020",
                "@",
                "SKILLS:",
                "((",
                "a, b",
                "\t\t",
            ]
        ),
        max_size=60,
    )
)
def test_shuffled_lines(lines):
    _reads_or_refuses("\n".join(lines).encode())


@bounded
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=9),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["basics", "work", "name", "highlights", "skills", "keywords"]),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_random_json_resumes(value):
    import orjson

    _reads_or_refuses(orjson.dumps({"basics": {}, "work": value, "skills": value, "education": value}))
