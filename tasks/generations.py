"""Writing resumes and letters."""

from datetime import timedelta

from career import generations
from career.jobs import WriteGeneration
from career.services import Services
from tasks.registry import Performer, performs


async def _give_up(job: WriteGeneration, services: Services) -> None:
    await generations.give_up(services, job.generation_id)


@performs(WriteGeneration, timeout=timedelta(minutes=3), give_up=_give_up)
async def write_generation(job: WriteGeneration, services: Services) -> None:
    """Write the resume or letter that somebody asked for."""
    await generations.write(services, job.generation_id)


performers: tuple[Performer, ...] = (write_generation,)
