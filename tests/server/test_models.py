"""Letters and resumes with a language model behind them: one that helps, one that lies, one that is away."""

from dataclasses import replace

import httpx2
import pytest

from career import generations
from career.jobs import WriteGeneration
from career.queue import MemoryQueue
from career.services import Services
from career.writing.llm.port import WritingRequest, WrittenItem
from career.writing.llm.scripted import Answer, ScriptedModel, echo
from tests.server.test_journey import fill_profile, keep_posting

LIES = ("Acme Corporation", "Kafka", "45 %", "Head of Data", "Rust")


def lies(request: WritingRequest) -> Answer:
    """Says of every line what a model is tempted to say: the posting's wishes and round numbers."""
    tale = "As Head of Data at Acme Corporation I cut costs by 45 % with Kafka and Rust."
    return [WrittenItem(key=slot.key, text=tale, evidence_ids=slot.evidence_ids) for slot in request.slots]


def leaves(request: WritingRequest) -> Answer:
    """Breaks off after the first item."""
    return [*echo(request)[:1], ConnectionError("gone")]


async def written(
    person: httpx2.AsyncClient, services: Services, kind: str, model: ScriptedModel
) -> tuple[dict, str]:
    """What was written with this model, and everything that was told on the way."""
    await fill_profile(person, services)
    job = await keep_posting(person)
    asked = await person.post("/api/v1/generations", json={"kind": kind, "job_id": job["id"]})
    assert isinstance(services.queue, MemoryQueue)
    services.queue.jobs.remove(WriteGeneration(generation_id=asked.json()["id"]))
    await generations.write(replace(services, language_model=model), asked.json()["id"])
    answer = await person.get(f"/api/v1/generations/{asked.json()['id']}")
    history = await services.feed.history(answer.json()["channel"], 0, -1)
    return answer.json(), "".join(one.body for one in history.publications)


@pytest.mark.parametrize("kind", ["resume", "cover_letter"])
async def test_nothing_of_a_lying_model_reaches_the_page(
    alice: httpx2.AsyncClient, services: Services, kind: str
) -> None:
    model = ScriptedModel(lies)
    document, told = await written(alice, services, kind, model)
    assert model.requests
    assert document["status"] == "completed"
    assert [lie for lie in LIES if lie in document["text"] or lie in told] == []
    assert document["refusals"]
    assert all(refusal["reason"] for refusal in document["refusals"])


@pytest.mark.parametrize("script", [echo, leaves])
async def test_a_letter_is_whole_with_a_model_and_without_its_end(
    alice: httpx2.AsyncClient, services: Services, script: object
) -> None:
    document, _ = await written(alice, services, "cover_letter", ScriptedModel(script))
    assert document["status"] == "completed"
    assert "Harbour Energy Data" in document["text"]
    assert document["model"] == "scripted"


async def test_a_model_never_hears_who_the_person_is(alice: httpx2.AsyncClient, services: Services) -> None:
    model = ScriptedModel()
    await written(alice, services, "cover_letter", model)
    sent = "".join(request.model_dump_json() for request in model.requests)
    for private in ("Nadia", "Okafor", "nadia.okafor@example.org", "7946"):
        assert private not in sent
