"""What happened to one's account."""

from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field
from starlette.routing import Route

from career import devices
from career.permissions import actions
from models.audit import AuditEntry, AuditKind
from server.contract import endpoint, resource
from server.paging import Page, Paging, newest
from server.request import AppRequest


class AuditEntryOut(BaseModel):
    id: UUID
    kind: AuditKind
    device: str = Field(examples=["Firefox on Linux"])
    place: str = Field(description="The network of its address.", examples=["203.0.113.0/24"])
    facts: dict[str, str] = Field(examples=[{"provider": "google"}])
    created_at: AwareDatetime


@endpoint(may=actions.GUARD_ACCOUNT)
async def list_audit_entries(request: AppRequest, *, query: Paging) -> Page[AuditEntryOut]:
    """List what happened to one's account in the last year, newest first."""
    page, following = await newest(AuditEntry.of(request.user), query)
    names = await devices.named(entry.device for entry in page)
    ended = await devices.named(str(entry.facts.get("ended", "")) for entry in page)
    return Page(
        items=[
            AuditEntryOut(
                id=entry.id,
                kind=entry.kind,
                device=name,
                place=entry.place,
                facts={
                    fact: ended_name if fact == "ended" else str(value) for fact, value in entry.facts.items()
                },
                created_at=entry.created_at,
            )
            for entry, name, ended_name in zip(page, names, ended, strict=True)
        ],
        next=following,
    )


routes: list[Route] = [resource("/api/v1/me/audit-log", get=list_audit_entries)]
