"""Style is numbers, and plain English is plain."""

import pytest

from career.writing import style
from career.writing.facts.lexicon import load
from career.writing.plain import deed_of, listed, plain_english, with_article

CHATTY = "I'm glad you asked! We don't use big words, and I think that's fine. You'll see what I mean. " * 9
STIFF = (
    "The evaluation of the proposals was conducted by the committee in accordance with the guidelines of the "
    "institution; the results were presented to the board of directors at the end of the year. "
) * 6


class TestStyle:
    def test_a_short_sample_says_nothing(self):
        assert style.read("I write like this. " * 20) is None

    def test_it_tells_people_apart(self):
        chatty, stiff = style.read(CHATTY), style.read(STIFF)
        assert chatty.formality < 40
        assert stiff.formality > 60
        assert chatty.contraction_rate > 5
        assert stiff.contraction_rate == 0
        assert chatty.sentence_mean < 10 < stiff.sentence_mean
        assert stiff.passive_share == 1
        assert stiff.semicolon_rate > 0
        assert chatty.exclamation_rate > 0

    def test_nothing_of_the_sample_is_kept_but_short_phrases(self):
        secret = "My friend Zebedee Quark lives in Ullapool. " * 30
        assert "Zebedee" not in style.read(secret).model_dump_json()

    def test_equal_styles_have_equal_hashes(self):
        assert style.default("warm").hash == style.default("warm").hash
        assert style.default("warm").hash != style.default("formal").hash

    def test_instructions_name_the_length(self):
        assert "Sentences of" in style.instructions(style.default("plain"))


class TestPlainEnglish:
    @pytest.mark.parametrize(
        ("worn", "plain"),
        [
            ("I leveraged Python to delve into data.", "I used Python to look into data."),
            ("Spearheaded a seamless launch", "Led a smooth launch"),
            ("Results-driven, passionate about ships.", ", interested in ships."),
        ],
    )
    def test_worn_phrases_go(self, worn, plain):
        assert plain_english(worn) == plain

    def test_the_rest_stays(self):
        text = "Built 3 APIs at Delvecchio & Sons, cutting cost by 40 %"
        assert plain_english(text) == text


class TestSentences:
    @pytest.mark.parametrize(
        ("line", "deed"),
        [
            ("Built a booking API", "built a booking API"),
            ("Cut cost by 4%.", "cut cost by 4%"),
            ("Audited charts. Wrote reports.", "audited charts"),
            ("Responsible for the ward", None),
            ("Leading a team", None),
            ("AWS migration", None),
            ("We redesigned it", None),
            ("Seed funding", None),
            ("Maintains the cluster", None),
        ],
    )
    def test_a_line_becomes_a_deed_where_it_starts_with_one(self, line, deed):
        assert deed_of(line, load("en")) == deed

    def test_articles_and_lists(self):
        assert [
            with_article(word) for word in ("Engineer", "Developer", "University Lecturer", "UX Designer")
        ] == [
            "an Engineer",
            "a Developer",
            "a University Lecturer",
            "a UX Designer",
        ]
        assert listed(["a", "b", "c"]) == "a, b and c"
