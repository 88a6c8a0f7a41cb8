"""The gate: every fabrication is refused, what is true passes."""

import json
import time
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from career.skills import load
from career.writing.facts import ADDRESSEE, FactBook, Passed, Refused, Rule, check
from tests.career.writing.people import FOR, PEOPLE, POSTINGS, TODAY

FOLDER = Path(__file__).parents[1]
LEAST_HONEST = 0.6


@cache
def book(who: str) -> FactBook:
    return FactBook.of(PEOPLE[who], today=TODAY, matcher=load(), addressee=POSTINGS[FOR[who]])


def cases(name: str) -> list[dict]:
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]


def judge(case: dict) -> Passed | Refused:
    return check(
        case["text"],
        kind=case["kind"],
        evidence_ids=case["evidence_ids"],
        book=book(case["profile"]),
        language="en",
    )


def ask(text: str, *evidence_ids: str, who: str = "mara", kind: str = "bullet", **more) -> Passed | Refused:
    return check(text, kind=kind, evidence_ids=evidence_ids, book=book(who), language="en", **more)


def rules(verdict: Passed | Refused) -> set[Rule]:
    return {refusal.rule for refusal in verdict.refusals} if isinstance(verdict, Refused) else set()


class TestFabrications:
    """260 invented claims about three people; each names the rule that it breaks."""

    @pytest.mark.parametrize("case", cases("fabrications.jsonl"), ids=lambda case: case["text"][:60])
    def test_it_is_refused_by_its_rule(self, case):
        assert case["rule"] in rules(judge(case))

    def test_every_family_has_its_number_of_cases(self):
        families = Counter(case["family"] for case in cases("fabrications.jsonl"))
        assert sum(families.values()) == 260
        assert families == {
            "numbers": 30,
            "units": 12,
            "words": 12,
            "dates": 18,
            "employers": 20,
            "schools": 12,
            "degrees": 16,
            "titles": 20,
            "skills": 30,
            "ownership": 14,
            "levels": 14,
            "moved": 14,
            "polarity": 8,
            "identity": 10,
            "disguise": 16,
            "orders": 14,
        }


class TestHonestTexts:
    def test_most_true_rewordings_pass(self, record_property):
        honest = cases("honest.jsonl")
        passed = sum(isinstance(judge(case), Passed) for case in honest)
        record_property("honest_passed", f"{passed} of {len(honest)}")
        print(f"people-like rewordings passed: {passed} of {len(honest)}")  # noqa: T201 - a figure of the run
        assert len(honest) >= 80
        assert passed >= LEAST_HONEST * len(honest)

    @pytest.mark.parametrize("who", PEOPLE)
    def test_every_line_passes_as_it_is(self, who):
        for item in book(who).items.values():
            if item.kind == "bullet":
                assert isinstance(ask(item.text.raw, item.id, who=who), Passed), item.text.raw

    def test_numbers_are_equal_in_other_spellings(self):
        texts = ["1.2 million", "1,200,000", "1.2M"]
        for text in texts:
            line = f"Built a booking API in Python and PostgreSQL that serves {text} requests a day"
            assert ask(line, "b_tide_api") == Passed(claims=ask(line, "b_tide_api").claims)

    def test_another_spelling_of_a_skill_is_the_same_skill(self):
        assert isinstance(ask("PostgreSQL", "k_back_3", kind="skill"), Passed)
        assert Rule.SKILLS in rules(ask("MySQL", "k_back_3", kind="skill"))

    def test_claims_name_the_facts_that_they_rest_on(self):
        verdict = ask("Built a booking API in Python", "b_tide_api")
        claimed = {claim.text: claim.fact_ids for claim in verdict.claims}
        assert claimed["Python"]
        assert all(fact_id.startswith("b_tide_api:") for fact_id in claimed["Python"])


class TestEvidence:
    def test_without_evidence_nothing_passes(self):
        assert rules(ask("Mentored 4 engineers")) == {Rule.SCOPE}

    def test_unknown_evidence_is_no_evidence(self):
        assert rules(ask("Mentored 4 engineers", "b_nobody")) == {Rule.SCOPE}

    def test_a_language_without_a_lexicon_is_refused(self):
        verdict = check(
            "4 Ingenieure betreut",
            kind="bullet",
            evidence_ids=["b_tide_mentor"],
            book=book("mara"),
            language="de",
        )
        assert rules(verdict) == {Rule.FORM}

    def test_the_posting_is_evidence_for_letters_alone(self):
        plain = FactBook.of(PEOPLE["mara"], today=TODAY, matcher=load())
        assert ADDRESSEE not in plain.items

    def test_meaning_that_was_lost_is_refused(self):
        line = "Mentored 4 engineers and reviewed their designs"
        assert isinstance(ask(line, "b_tide_mentor", similarity=0.5), Passed)
        assert rules(ask(line, "b_tide_mentor", similarity=0.49)) == {Rule.MEANING}

    def test_a_refusal_quotes_what_it_refuses(self):
        text = "Mentored 5 engineers and reviewed their designs"
        (refusal,) = ask(text, "b_tide_mentor").refusals
        start, end = refusal.span
        assert text[start:end].strip() == refusal.text.strip() == "5"
        assert refusal.question


class TestYears:
    """Derived from dates, floored: 2017-08 to 2026-11 is 9 years and 3 months."""

    @pytest.mark.parametrize(
        ("years", "passes"),
        [
            ("9 years", True),
            ("9+ years", True),
            ("over 8 years", True),
            ("10 years", False),
            ("nearly 10 years", False),
        ],
    )
    def test_total(self, years, passes):
        verdict = ask(f"I have {years} of work experience.", "w_tide", "w_north", kind="sentence")
        assert isinstance(verdict, Passed) is passes

    def test_years_of_a_skill_are_those_of_the_roles_that_show_it(self):
        assert isinstance(ask("I have 5 years of Redis.", "b_tide_latency", kind="sentence"), Passed)
        assert Rule.NUMBERS in rules(ask("I have 9 years of Redis.", "b_tide_latency", kind="sentence"))

    def test_a_bullet_has_no_derived_years(self):
        assert Rule.NUMBERS in rules(ask("Mentored 4 engineers for 5 years", "b_tide_mentor"))


class TestPosing:
    """The posting may be named, never worn."""

    @pytest.mark.parametrize(
        "text",
        [
            "In my Staff Platform Engineer position at Harbourline, I know the work.",
            "In my position at Harbourline, I use Python.",
            "I work in Rotterdam.",
            "I have worked with Python for 9 years.",
            "I bring Python experience of 9 years.",
        ],
    )
    def test_it_is_refused(self, text):
        ids = ("w_tide", "b_tide_api", "w_north", ADDRESSEE)
        assert isinstance(ask(text, *ids, kind="sentence"), Refused)

    @pytest.mark.parametrize(
        "text",
        [
            "I am applying for the Staff Platform Engineer position at Harbourline in Rotterdam.",
            "I would like to bring this to Harbourline.",
            "I have 9 years of work experience, including Python.",
        ],
    )
    def test_naming_it_passes(self, text):
        ids = ("w_tide", "b_tide_api", "w_north", ADDRESSEE)
        assert isinstance(ask(text, *ids, kind="sentence"), Passed)


LINES = [
    (who, item.id, item.text.raw)
    for who in PEOPLE
    for item in book(who).items.values()
    if item.kind == "bullet"
]


class TestProperties:
    @given(st.sampled_from(LINES), st.integers(0, 9), st.data())
    @settings(max_examples=60, deadline=None)
    def test_one_changed_digit_is_refused(self, line, digit, data):
        who, item_id, text = line
        places = [at for at, char in enumerate(text) if char.isdigit() and char != str(digit)]
        if places:
            at = data.draw(st.sampled_from(places))
            changed = text[:at] + str(digit) + text[at + 1 :]
            if not changed[at:].startswith("0") or text[at - 1].isdigit():
                assert isinstance(ask(changed, item_id, who=who), Refused), changed

    @given(
        st.sampled_from(LINES),
        st.sampled_from(["Globex", "Initech", "Umbrella", "K8s", "Rust", "Oxford"]),
        st.data(),
    )
    @settings(max_examples=60, deadline=None)
    def test_one_new_name_is_refused(self, line, name, data):
        who, item_id, text = line
        words = text.split()
        at = data.draw(st.integers(1, len(words)))
        changed = " ".join([*words[:at], name, *words[at:]])
        assert isinstance(ask(changed, item_id, who=who), Refused), changed

    @given(st.text(max_size=200))
    @settings(max_examples=60, deadline=None)
    def test_any_text_gets_a_verdict_and_always_the_same(self, text):
        first = ask(text, "b_tide_api", "w_tide", kind="sentence")
        assert first == ask(text, "b_tide_api", "w_tide", kind="sentence")

    @given(st.text(alphabet=st.characters(codec="utf-8", categories=["L", "N"]), min_size=3, max_size=12))
    @settings(max_examples=60, deadline=None)
    def test_a_word_of_any_script_is_not_slipped_in(self, word):
        known = book("mara").items["b_tide_mentor"].text.words | book("mara").items["w_tide"].text.words
        verdict = ask(f"Mentored 4 engineers and reviewed their {word} designs", "b_tide_mentor")
        lexicon = book("mara").items["b_tide_mentor"].text.lexicon
        plain = any(lexicon.has(name, word.casefold()) for name in ("function", "neutral", "support"))
        if word.casefold() not in known and not plain:
            assert isinstance(verdict, Refused), word


class TestSpeed:
    """The targets are 3 ms a bullet and 40 ms a letter; a slow machine may take five times that."""

    def test_a_bullet(self):
        text = "Reduced p95 latency of the rating service by 40% by moving hot queries to Redis"
        ask(text, "b_tide_latency")
        started = time.perf_counter()
        for _ in range(50):
            ask(text, "b_tide_latency")
        assert (time.perf_counter() - started) / 50 < 0.003 * 5
