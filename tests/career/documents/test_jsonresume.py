import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from career.documents.jsonresume import from_json_resume, to_json_resume
from career.schema import resume as shapes
from career.schema.resume import Basics, Bullet, Resume, Work

SHARED = Path(__file__).parents[3].parent / "shared" / "data"

# Small alphabets make twins, name clashes and near-equal texts likely.
texts = st.one_of(st.sampled_from(["", "a", "b", "Built it", "Built it."]), st.text(max_size=8))
dates = st.sampled_from(["2019", "2020-02", "2021-03-04"])
names = st.one_of(
    st.sampled_from(["name", "startDate", "highlights", "keywords", "x", "meta", "work", "current", "id"]),
    st.text(max_size=4),
)
values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-9, 9), texts, dates),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(names, inner, max_size=2)),
    max_leaves=4,
)
extras = st.dictionaries(names, values, max_size=2)
lax = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _strategy(annotation: object, field: str) -> st.SearchStrategy:
    """A strategy for one member of a shape, from its name and its type."""
    if field in {"extra", "meta"}:
        return extras
    if "date" in field and field != "date_text":
        return st.one_of(st.none(), dates)
    for shape in vars(shapes).values():
        if isinstance(shape, type) and issubclass(shape, BaseModel) and annotation == tuple[shape, ...]:
            return st.lists(of(shape), max_size=2)
        if isinstance(shape, type) and issubclass(shape, BaseModel) and annotation == shape | None:
            return st.one_of(st.none(), of(shape))
        if annotation is shape and shape is Basics:
            return of(shape)
    simple = {
        str: texts,
        bool: st.booleans(),
        str | None: st.one_of(st.none(), texts),
        int | None: st.one_of(st.none(), st.integers(0, 6)),
        int: st.just(1),
        tuple[str, ...]: st.lists(texts, max_size=2),
    }
    return simple[annotation]


def of(shape: type[BaseModel]) -> st.SearchStrategy:
    members = {name: _strategy(field.annotation, name) for name, field in shape.model_fields.items()}
    return st.fixed_dictionaries(members).map(shape.model_validate)


def _json_strategy(schema: dict) -> st.SearchStrategy:
    """Documents of the public schema, with members of other names mixed in."""
    if "$ref" in schema:
        return st.sampled_from(["2019", "2020-02", "2021-03-04", "1999-19-39"])
    if schema["type"] == "object":
        known = {name: _json_strategy(part) for name, part in schema.get("properties", {}).items()}
        strangers = st.dictionaries(st.sampled_from(["x", "current", "id"]), values, max_size=1)
        picked = st.fixed_dictionaries({}, optional=known)
        return st.tuples(strangers, picked).map(lambda parts: {**parts[0], **parts[1]})
    if schema["type"] == "array":
        return st.lists(_json_strategy(schema["items"]), max_size=2)
    return texts


def _shared(name: str) -> dict:
    path = SHARED / "json-resume" / name
    if not path.exists():
        pytest.skip(f"{path} is not here")
    return json.loads(path.read_text())


class TestLaws:
    def test_an_unknown_member_with_the_name_of_a_known_one_comes_back(self):
        skills = (shapes.SkillGroup(id="s_1"), shapes.SkillGroup(id="s_2", extra={"name": "a"}))
        resume = Resume(skills=skills)
        assert from_json_resume(to_json_resume(resume)) == resume

    @lax
    @given(of(Resume))
    def test_a_resume_comes_back_from_json(self, resume):
        assert from_json_resume(json.loads(json.dumps(to_json_resume(resume)))) == resume

    @lax
    @given(st.data())
    def test_a_document_of_the_public_schema_comes_back_from_a_resume(self, data):
        schema = _shared("schema.json")
        document = data.draw(_json_strategy({**schema, "type": "object"}))
        assert to_json_resume(from_json_resume(document)) == document

    @lax
    @given(st.dictionaries(names, values, max_size=4))
    def test_any_object_comes_back_whatever_its_types(self, document):
        assert to_json_resume(from_json_resume(document)) == document

    def test_the_public_sample_comes_back_and_is_read_whole(self):
        sample = _shared("sample.resume.json")
        resume = from_json_resume(sample)
        assert to_json_resume(resume) == sample
        assert resume.extra.keys() == {"$schema"}
        assert resume.work[0].highlights[1].text == "Successfully won Techcrunch Disrupt"
        assert [keyword.text for keyword in resume.skills[0].keywords] == ["HTML", "CSS", "Javascript"]

    @lax
    @given(st.data())
    def test_what_is_written_is_valid_by_the_public_schema(self, data):
        schema = _shared("schema.json")
        resume = from_json_resume(data.draw(_json_strategy({**schema, "type": "object"})))
        document = to_json_resume(resume.model_copy(update={"language": "de"}))
        jsonschema.validate(document, schema)


class TestReading:
    def test_ids_do_not_depend_on_the_order_of_members(self):
        twins = {"work": [{"highlights": ["Same"]}], "volunteer": [{"highlights": ["Same"]}]}
        turned = dict(reversed(twins.items()))
        assert from_json_resume(twins) == from_json_resume(turned)

    @pytest.mark.parametrize(
        ("entry", "current"),
        [
            ({"startDate": "2020"}, True),
            ({"startDate": "2020", "endDate": "Present"}, True),
            ({"startDate": "2020", "endDate": None}, True),
            ({"startDate": "2020", "endDate": "2021"}, False),
            ({"startDate": "2020", "endDate": "soon"}, False),
            ({}, False),
        ],
    )
    def test_an_entry_that_started_and_has_no_end_goes_on(self, entry, current):
        assert from_json_resume({"work": [entry]}).work[0].current is current

    def test_somebody_elses_meta_shortlist_is_kept_and_not_believed(self):
        document = {"meta": {"shortlist": {"form": 1, "items": {"/basics": {"name": 7}}}}}
        assert from_json_resume(document) == Resume(meta=document["meta"])


class TestEditedElsewhere:
    resume = Resume(
        basics=Basics(name="Ada Brandt"),
        work=(
            Work(
                id="w_hand00000001",
                name="Nordlicht",
                highlights=(
                    Bullet(
                        id="b_hand00000001", text="Cut the cost of hosting by 40 % in one year", skills=("x",)
                    ),
                    Bullet(id="b_hand00000002", text="Led a team of four", hidden=True),
                ),
            ),
        ),
    )

    def _edited(self, highlights: list[str]) -> tuple[Bullet, ...]:
        document = to_json_resume(self.resume)
        document["work"][0]["highlights"] = highlights
        return from_json_resume(document).work[0].highlights

    def test_a_moved_item_keeps_its_id_and_what_was_said_of_it(self):
        moved = self._edited(["Led a team of four", "Cut the cost of hosting by 40 % in one year"])
        assert [bullet.id for bullet in moved] == ["b_hand00000002", "b_hand00000001"]
        assert moved[0].hidden
        assert moved[1].skills == ("x",)

    def test_a_reworded_item_keeps_its_id_but_not_what_was_computed(self):
        (reworded,) = self._edited(["Cut the costs of hosting by 40 % in one year"])
        assert reworded.id == "b_hand00000001"
        assert reworded.skills == ()

    def test_another_text_is_a_new_item(self):
        (new,) = self._edited(["Taught evening classes"])
        assert new.id not in {bullet.id for bullet in self.resume.work[0].highlights}
        assert not new.hidden
