"""Reading resume files."""

from datetime import timedelta

from career import imports
from career.jobs import ReadResume
from career.services import Services
from tasks.registry import Performer, performs


async def _give_up(job: ReadResume, services: Services) -> None:
    await imports.give_up(services, job.import_id)


@performs(ReadResume, timeout=timedelta(seconds=60), give_up=_give_up)
async def read_resume(job: ReadResume, services: Services) -> None:
    """Read the file that somebody uploaded."""
    await imports.read(services, job.import_id)


performers: tuple[Performer, ...] = (read_resume,)
