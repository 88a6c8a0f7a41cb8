"""Tailoring as it is told: steps, changes, and what a language model may do to it."""

import time

import pytest

from career import embedding
from career.errors import Invalid, Unavailable
from career.skills import load
from career.writing import tailoring
from career.writing.llm.port import WrittenItem
from career.writing.llm.scripted import ScriptedModel
from career.writing.progress import Step
from career.writing.tailoring import Action, State, TailoringChange, TailoringDone, TailoringProgress
from tests.career.writing.people import MARA, PLATFORM, TODAY, bullets

SUBJECTS = ["ships", "docks", "cranes", "rails", "trucks", "ports", "fuel", "tides", "storms", "fog"]


async def write(resume=MARA, posting=PLATFORM, *, model=None):
    events = tailoring.write(
        resume,
        posting,
        model=model,
        style=None,
        instructions="",
        matcher=load(),
        embedder=embedding.load(),
        today=TODAY,
    )
    return [event async for event in events]


def changes(events) -> list[tailoring.Change]:
    return [event.change for event in events if isinstance(event, TailoringChange)]


def tailor(resume=MARA, posting=PLATFORM) -> tailoring.Tailoring:
    return tailoring.tailor(resume, posting, matcher=load(), embedder=embedding.load(), today=TODAY)


class TestPlainTailoring:
    async def test_told_or_not_it_is_the_same(self):
        events = await write()
        assert isinstance(events[-1], TailoringDone)
        assert events[-1].tailoring == tailor()
        assert tuple(changes(events)) == tailor().changes
        steps = [event.step for event in events if isinstance(event, TailoringProgress)]
        assert list(dict.fromkeys(steps)) == list(Step)

    def test_a_missing_skill_is_asked_and_never_added(self):
        made = tailor()
        everything = tailoring.apply(
            MARA, tailoring.accept(MARA, made.changes, *[c.id for c in made.changes])
        )
        assert {"Rust", "Kubernetes"} <= {
            word for q in made.questions for word in q.text.split(". ")[0].split()
        }
        assert "Rust" not in everything.model_dump_json()

    def test_the_summary_says_what_is_shown(self):
        (summary,) = [change for change in tailor().changes if change.action is Action.SUMMARY]
        assert summary.value.startswith("Senior Backend Engineer with 9+ years of work experience")
        assert summary.gate == "passed"
        assert summary.gain > 0

    def test_the_posting_spelling_of_a_held_skill(self):
        (respelled,) = [change for change in tailor().changes if change.action is Action.RESPELL]
        assert (respelled.original, respelled.value) == ("Postgres", "PostgreSQL")

    def test_limits_hide_lines_and_never_roles(self):
        many = bullets(**{f"b_{n}": f"Wrote report {n} about {word}" for n, word in enumerate(SUBJECTS)})
        long = MARA.model_copy(
            update={
                "work": tuple(
                    w.model_copy(
                        update={
                            "highlights": tuple(b.model_copy(update={"id": f"{w.id}_{b.id}"}) for b in many)
                        }
                    )
                    for w in (*MARA.work, MARA.work[1].model_copy(update={"id": "w_old"}))
                )
            }
        )
        made = tailor(long)
        variant = tailoring.apply(long, tailoring.accept(long, made.changes, *[c.id for c in made.changes]))
        assert [w.id for w in variant.work] == [w.id for w in long.work]
        assert [sum(not b.hidden for b in w.highlights) for w in variant.work] == [6, 4, 3]

    def test_score_after_is_that_of_everything_taken(self):
        made = tailor()
        assert made.score_after >= made.score_before

    def test_it_takes_less_than_a_second(self):
        tailor()
        started = time.perf_counter()
        tailor()
        assert time.perf_counter() - started < 1.0

    def test_an_unreviewed_language_is_refused(self):
        with pytest.raises(Invalid):
            tailor(MARA.model_copy(update={"language": "fr"}))


class TestWithAModel:
    async def test_an_honest_rewording_becomes_a_change(self):
        better = "Moved hot queries to Redis, reducing p95 latency of the rating service by 40%"
        events = await write(model=ScriptedModel(_rewords(b_tide_latency=better)))
        (change,) = [c for c in changes(events) if c.action is Action.REPLACE]
        assert (change.value, change.source, change.gate) == (better, "model", "passed")
        assert change.state is State.PROPOSED

    async def test_a_lie_changes_nothing_and_is_listed(self):
        lie = "Led 40 engineers who built a booking API in Rust and Kubernetes"
        events = await write(model=ScriptedModel(_rewords(b_tide_api=lie)))
        (change,) = [c for c in changes(events) if c.action is Action.REPLACE]
        assert change.state is State.REFUSED
        assert change.value == change.original
        assert change.refusals
        made = events[-1].tailoring
        everything = tailoring.accept(MARA, made.changes, *[c.id for c in made.changes])
        assert lie not in tailoring.apply(MARA, everything).model_dump_json()

    @pytest.mark.parametrize("text", ["Reviewed engineers", "Work", "Mentored"])
    async def test_a_line_that_lost_its_meaning_is_refused(self, text):
        events = await write(model=ScriptedModel(_rewords(b_tide_mentor=text)))
        (change,) = [c for c in changes(events) if c.action is Action.REPLACE]
        assert change.state is State.REFUSED

    async def test_a_dead_model_leaves_the_plain_tailoring(self):
        events = await write(model=ScriptedModel(lambda _: [Unavailable("gone")]))
        assert tuple(changes(events)) == tailor().changes


def _rewords(**texts: str):
    def script(request):
        return [
            WrittenItem(key=slot.key, text=texts.get(slot.key, slot.plain), evidence_ids=slot.evidence_ids)
            for slot in request.slots
        ]

    return script
