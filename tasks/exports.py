"""Printing documents into files."""

from datetime import timedelta

from career import exports
from career.jobs import MakeExport
from career.services import Services
from tasks.registry import Performer, performs


async def _give_up(job: MakeExport, services: Services) -> None:
    await exports.give_up(services, job.export_id)


@performs(MakeExport, timeout=timedelta(seconds=60), give_up=_give_up)
async def make_export(job: MakeExport, services: Services) -> None:
    """Print the document that somebody wants to download."""
    await exports.make(services, job.export_id)


performers: tuple[Performer, ...] = (make_export,)
