"""What nobody waits for: sending left-behind events, finding left-behind work, removing what expired."""

from datetime import timedelta

from arq.cron import CronJob, cron

from career import housekeeping, outbox
from career.jobs import RemoveExpired, ResumeWork, SendOutbox
from career.services import Services
from tasks.personal_data import remove_leftovers
from tasks.registry import Performer, performs


@performs(SendOutbox, timeout=timedelta(seconds=30), tries=1)
async def send_outbox(_job: SendOutbox, services: Services) -> None:
    """Send the durable events that a crash left behind."""
    await outbox.sweep(services)


@performs(ResumeWork, timeout=timedelta(seconds=30), tries=1)
async def resume_work(_job: ResumeWork, services: Services) -> None:
    """Queue again what waits without anybody working on it."""
    await housekeeping.resume_work(services)


@performs(RemoveExpired, timeout=timedelta(minutes=5), tries=1)
async def remove_expired(_job: RemoveExpired, services: Services) -> None:
    """Delete what may be kept no longer."""
    await housekeeping.remove_expired(services)


performers: tuple[Performer, ...] = (send_outbox, resume_work, remove_expired)

_EVERY_10_S = set(range(0, 60, 10))


def schedule() -> list[CronJob]:
    """ARQ runs each of these once, however many workers there are."""
    return [
        _cron(send_outbox, second=_EVERY_10_S),
        _cron(resume_work, second={second + 5 for second in _EVERY_10_S}),
        _cron(remove_expired, minute=17, second=0),
        _cron(remove_leftovers, second=40),
    ]


def _cron(performer: Performer, *, second: int | set[int], minute: int | None = None) -> CronJob:
    perform = performer.perform
    name = f"cron:{performer.name}"
    return cron(perform, name=name, second=second, minute=minute, keep_result=0)  # type: ignore[arg-type] # ARQ adds nothing to the context's call
