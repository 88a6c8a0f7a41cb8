"""The reviewed words claim nothing: none of them is a skill, none praises, none is a name."""

import json
import re
from pathlib import Path

import pytest

from career.skills import load as load_skills
from career.writing import phrases
from career.writing.facts import lexicon
from career.writing.phrases import seed_of

FOLDER = Path(lexicon.__file__).parents[1]
EN = lexicon.load("en")


class TestLexicon:
    def test_only_reviewed_languages_are_known(self):
        assert lexicon.known_languages() == ("en",)
        assert lexicon.load("de") is None
        assert lexicon.load("en-GB") is lexicon.load("en")

    def test_set_phrases_are_free_of_skills(self):
        texts: list[str] = []

        def collect(value):
            if isinstance(value, str):
                texts.append(re.sub(r"\{\w+\}", "…", value))
            for inner in (
                value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
            ):
                collect(inner)

        said = json.loads((FOLDER / "phrases.en.json").read_text(encoding="utf-8"))
        del said["few_facts"]  # a note to the person, in no letter
        collect(said)
        assert len(texts) > 40
        found = {text: hits for text in texts if (hits := load_skills().find(text))}
        assert not found

    def test_words_that_claim_nothing_praise_nothing(self):
        plain = EN.words["function"] | EN.words["neutral"] | EN.words["letter"]
        for claiming in ("levels", "identity", "alone", "negations", "recent", "present"):
            allowed = {"no", "not", "nor", "never"}
            assert not (plain & EN.words[claiming]) - allowed, claiming

    def test_neutral_words_are_no_deeds(self):
        deeds = {word for word, verb in EN.verbs.items() if verb.rank > 1}
        assert not EN.words["neutral"] & deeds

    @pytest.mark.parametrize("tone", ["plain", "warm", "formal"])
    def test_four_openings_and_closings_a_tone(self, tone):
        said = phrases.load("en")
        assert len(set(said["openings"][tone])) == 4
        assert len(set(said["closings"][tone])) == 4

    def test_choices_repeat(self):
        assert seed_of("j_1", "resume") == seed_of("j_1", "resume")
        assert seed_of("j_1", "resume") != seed_of("j_1r", "esume")
