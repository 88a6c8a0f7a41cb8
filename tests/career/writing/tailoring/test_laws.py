"""The laws of changes: nothing is lost, everything can be taken back, no fact is added."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from career import embedding
from career.schema.resume import Resume
from career.skills import load
from career.writing import tailoring
from career.writing.facts import FactBook, Passed, Refused
from career.writing.tailoring import Action, Change, Edit, State, Tailoring
from career.writing.tailoring.paths import Unreachable, put, value_at
from tests.career.writing.people import FOR, MARA, PEOPLE, POSTINGS, TODAY


@cache
def tailored(who: str) -> Tailoring:
    return tailoring.tailor(
        PEOPLE[who], POSTINGS[FOR[who]], matcher=load(), embedder=embedding.load(), today=TODAY
    )


def taken(who: str, chosen: list[bool]) -> tuple[Change, ...]:
    changes = tailored(who).changes
    ids = [change.id for change, take in zip(changes, chosen, strict=False) if take]
    return tailoring.accept(PEOPLE[who], changes, *ids)


def facts(resume: Resume) -> set[tuple[str, str]]:
    """Each fact by kind and value; a skill by its id, since another spelling is the same skill."""
    book = FactBook.of(resume, today=TODAY, matcher=load())
    plain = {(fact.kind.value, fact.value) for fact in book.facts if fact.kind != "skill"}
    return plain | {("skill", hit.skill_id) for item in book.items.values() for hit in item.text.skills}


who = st.sampled_from(sorted(PEOPLE))
chosen = st.lists(st.booleans(), min_size=30, max_size=30)


class TestLaws:
    @pytest.mark.parametrize("name", PEOPLE)
    def test_rejecting_everything_gives_the_base(self, name):
        changes = tailored(name).changes
        assert tailoring.apply(PEOPLE[name], changes) == PEOPLE[name]
        rejected = [change.model_copy(update={"state": State.REJECTED}) for change in changes]
        assert tailoring.apply(PEOPLE[name], rejected) == PEOPLE[name]

    @given(who, chosen)
    @settings(max_examples=30, deadline=None)
    def test_undoing_each_accepted_change_gives_the_base(self, name, takes):
        changes = taken(name, takes)
        for change in changes:
            changes = tailoring.undo(PEOPLE[name], changes, change.id)
        assert tailoring.apply(PEOPLE[name], changes) == PEOPLE[name]

    @given(who, chosen, st.data())
    @settings(max_examples=30, deadline=None)
    def test_accept_then_undo_is_before(self, name, takes, data):
        changes = taken(name, takes)
        before = tailoring.apply(PEOPLE[name], changes)
        one = data.draw(st.sampled_from(changes))
        if one.state is State.PROPOSED:
            after = tailoring.accept(PEOPLE[name], changes, one.id)
            assert tailoring.apply(PEOPLE[name], tailoring.undo(PEOPLE[name], after, one.id)) == before

    @given(who, chosen, st.randoms())
    @settings(max_examples=30, deadline=None)
    def test_the_order_of_independent_accepts_does_not_matter(self, name, takes, random):
        changes = list(taken(name, takes))
        result = tailoring.apply(PEOPLE[name], changes)
        random.shuffle(changes)
        assert tailoring.apply(PEOPLE[name], changes) == result

    @given(who, chosen)
    @settings(max_examples=30, deadline=None)
    def test_every_accepted_set_passes_the_gate(self, name, takes):
        verdict = tailoring.facts_hold(PEOPLE[name], taken(name, takes), matcher=load(), today=TODAY)
        assert isinstance(verdict, Passed)

    @given(who, chosen)
    @settings(max_examples=30, deadline=None)
    def test_no_fact_is_added(self, name, takes):
        variant = tailoring.apply(PEOPLE[name], taken(name, takes))
        added = facts(variant) - facts(PEOPLE[name])
        years = {("number", f"{FactBook.of(PEOPLE[name], today=TODAY, matcher=load()).years}+ years")}
        assert added <= years, "only the years that follow from the dates"

    @pytest.mark.parametrize("name", PEOPLE)
    def test_each_inverse_takes_its_change_back(self, name):
        for change in tailored(name).changes:
            after = put(PEOPLE[name], change.path, change.value)
            assert value_at(after, change.inverse.path) == change.inverse.original
            assert put(after, change.inverse.path, change.inverse.value) == PEOPLE[name]

    @pytest.mark.parametrize("name", PEOPLE)
    def test_the_same_tailoring_twice(self, name):
        assert tailored(name) == tailored.__wrapped__(name)

    @pytest.mark.parametrize("name", PEOPLE)
    def test_a_tailoring_survives_being_stored(self, name):
        assert Tailoring.model_validate_json(tailored(name).model_dump_json()) == tailored(name)


class TestStale:
    def change(self, original: str, value: str) -> Change:
        path = "/work/w_tide/highlights/b_tide_pager/text"
        return Change(
            id=f"ch_{value}",
            path=path,
            action=Action.REPLACE,
            original=original,
            value=value,
            reason="",
            evidence_ids=("b_tide_pager",),
            state=State.ACCEPTED,
            inverse=Edit(path=path, original=value, value=original),
        )

    def test_a_change_to_what_was_edited_since_is_stale(self):
        edited = put(MARA, "/work/w_tide/highlights/b_tide_pager/text", "Wrote everything")
        change = self.change("Wrote runbooks for the on-call rotation", "Wrote on-call runbooks")
        resume, (settled,) = tailoring.settle(edited, [change])
        assert settled.state is State.STALE
        assert resume == edited

    def test_a_change_that_rests_on_an_undone_one_is_stale_and_named(self):
        first = self.change("Wrote runbooks for the on-call rotation", "Wrote on-call runbooks")
        second = self.change("Wrote on-call runbooks", "Authored on-call runbooks")
        changes = tailoring.undo(MARA, [first, second], first.id)
        assert [change.state for change in changes] == [State.REJECTED, State.STALE]
        assert tailoring.apply(MARA, changes) == MARA

    def test_a_line_that_is_gone_makes_its_change_stale(self):
        gone = MARA.model_copy(update={"work": MARA.work[1:]})
        _, (settled,) = tailoring.settle(gone, [self.change("x", "y")])
        assert settled.state is State.STALE

    def test_a_fabricated_change_does_not_hold(self):
        lie = self.change(
            "Wrote runbooks for the on-call rotation", "Led the on-call rotation of 40 engineers"
        )
        assert isinstance(tailoring.facts_hold(MARA, [lie], matcher=load(), today=TODAY), Refused)


class TestBlockedPaths:
    @pytest.mark.parametrize(
        "path",
        [
            "/basics/name",
            "/basics/email",
            "/work/w_tide/position",
            "/work/w_tide/name",
            "/work/w_tide/start_date",
            "/work/w_tide/highlights/b_tide_api/id",
            "/education/e_lund/institution",
            "/skills/s_back/name",
            "/certificates",
            "",
            "/",
        ],
    )
    def test_nothing_else_can_be_reached(self, path):
        with pytest.raises(Unreachable):
            put(MARA, path, "Anything")

    def test_an_order_that_drops_or_adds_is_none(self):
        for order in [("b_tide_api",), (*[b.id for b in MARA.work[0].highlights], "b_new"), ()]:
            with pytest.raises(Unreachable):
                put(MARA, "/work/w_tide/highlights", order)
