import subprocess
import sys
import time

import numpy as np
import pytest

from career import embedding
from career.embedding import Calibration, Similarity, TfIdf, chunks, encode_long
from career.embedding.tfidf import cosine, weigh, words

TEXTS = ["Nurse in a hospital", "Python developer", "", "東京のエンジニア"]
TEXTS_A_SECOND = 5000
CI_FACTOR = 5


def test_rows_are_of_length_one_and_no_text_is_zeros():
    vectors = TfIdf().encode(TEXTS)
    assert vectors.shape == (4, TfIdf.dimension)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 0, 1])


def test_another_process_gives_the_same_bytes():
    code = (
        "import hashlib; from career.embedding import TfIdf;"
        f"print(hashlib.sha256(TfIdf().encode({TEXTS!r}).tobytes()).hexdigest())"
    )
    ran = [
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert ran[0] == ran[1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C++ and C#, Node.js.", ["c++", "and", "c#", "node.js"]),
        ("日本語", ["日本", "本語"]),
        ("snake_case 3.5", ["snake", "case", "3.5"]),
    ],
)
def test_words(text, expected):
    assert list(words(text)) == expected


def test_rare_words_weigh_more_and_common_ones_nothing():
    weights = weigh("the equipment and the kubernetes")
    assert "the" not in weights
    assert weights["kubernetes"] > weights["equipment"]


def test_the_exact_measure_is_one_for_itself_and_zero_for_strangers():
    assert cosine(weigh("care for patients"), weigh("care for patients")) == pytest.approx(1)
    assert cosine(weigh("patients"), weigh("bridges")) == 0
    assert cosine(weigh(""), weigh("bridges")) == 0


def test_a_long_text_is_the_mean_of_its_chunks():
    text = " ".join(f"word{at}" for at in range(320))
    assert [len(chunk.split()) for chunk in chunks(text)] == [150, 170]
    assert list(chunks("")) == [""]
    assert np.linalg.norm(encode_long(TfIdf(), [text, "short"]), axis=1) == pytest.approx([1, 1])


def test_likeness_is_between_nought_and_one_and_ranks():
    similarity = Similarity(TfIdf(), Calibration(dense=1, lexical=0.25, lo=0.05, hi=0.9))
    near = similarity.between(["build web services in python"], ["python web services", "paint walls"])
    assert near.shape == (1, 2)
    assert 1 >= near[0, 0] > near[0, 1] == 0
    assert similarity.between([], ["x"]).shape == (0, 1)


def test_it_is_quick():
    titles = ["Senior software engineer for payments"] * 1000
    started = time.perf_counter()
    embedding.load().encode(titles)
    assert len(titles) / (time.perf_counter() - started) > TEXTS_A_SECOND / CI_FACTOR
