"""Copies of what is kept about a person, and what is left after erasing one."""

from datetime import timedelta

from career.jobs import MakePersonalCopy, RemoveLeftovers
from career.personal_data import copies, leftovers
from career.services import Services
from tasks.registry import Performer, performs


async def _give_up(job: MakePersonalCopy, services: Services) -> None:
    await copies.give_up(services, job.copy_id)


@performs(MakePersonalCopy, timeout=timedelta(minutes=5), give_up=_give_up)
async def make_personal_copy(job: MakePersonalCopy, services: Services) -> None:
    """Put together everything that is kept about whoever asked for it."""
    await copies.make(services, job.copy_id)


@performs(RemoveLeftovers, timeout=timedelta(minutes=5), tries=1)
async def remove_leftovers(_job: RemoveLeftovers, services: Services) -> None:
    """Remove what erased accounts left elsewhere, and copies that lay ready long enough."""
    await leftovers.remove(services)
    await copies.remove_expired(services)


performers: tuple[Performer, ...] = (make_personal_copy, remove_leftovers)
