"""Keys with which one's programs use the interface."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field
from starlette.routing import Route

from career import api_keys
from career.errors import EmailUnverified, Invalid, NotFound
from career.permissions import Scope, actions
from models.api_keys import ApiKey
from server.api.shapes import Given, Name, Shown
from server.contract import endpoint, resource
from server.paging import Page, Paging, newest
from server.rates import Pace
from server.request import AppRequest


class ApiKeyDraft(Given):
    name: Annotated[Name, Field(max_length=100, examples=["Nightly export"])]
    scopes: list[Scope] = Field(min_length=1, max_length=40, examples=[["jobs:read"]])
    expires_at: AwareDatetime | None = Field(default=None, description="Null: it works until it is deleted.")


class ApiKeyOut(Shown):
    id: UUID
    name: str = Field(examples=["Nightly export"])
    hint: str = Field(description="The beginning of the key.", examples=["sl_Zk3aq"])
    scopes: list[Scope] = Field(examples=[["jobs:read"]])
    expires_at: AwareDatetime | None
    last_used_at: AwareDatetime | None
    created_at: AwareDatetime


class NewApiKey(ApiKeyOut):
    key: str = Field(examples=["sl_Zk3aq…"], description="Shown only now; only its digest is kept.")


@endpoint(may=actions.GUARD_ACCOUNT)
async def list_api_keys(request: AppRequest, *, query: Paging) -> Page[ApiKeyOut]:
    """List one's keys, newest first."""
    page, following = await newest(ApiKey.of(request.user), query)
    return Page(items=[ApiKeyOut.model_validate(row) for row in page], next=following)


@endpoint(
    may=actions.GUARD_ACCOUNT,
    status=HTTPStatus.CREATED,
    errors=(EmailUnverified, Invalid),
    pace=Pace.CREDENTIALS,
    secret=True,
)
async def create_api_key(request: AppRequest, *, body: ApiKeyDraft) -> NewApiKey:
    """Make a key; this answer is the only one that shows it."""
    made = await api_keys.create(
        request.user, request.visitor, name=body.name, scopes=body.scopes, expires_at=body.expires_at
    )
    shown = ApiKeyOut.model_validate(made.record)
    return NewApiKey(**shown.model_dump(), key=made.key)


@endpoint(may=actions.GUARD_ACCOUNT, errors=(NotFound,))
async def delete_api_key(request: AppRequest, *, key_id: UUID) -> None:
    """Delete a key; whatever uses it is refused from now on."""
    key = await ApiKey.of(request.user).get_or_none(id=key_id)
    if key is None:
        raise NotFound
    await api_keys.delete(request.user, request.visitor, key)


routes: list[Route] = [
    resource("/api/v1/api-keys", get=list_api_keys, post=create_api_key),
    resource("/api/v1/api-keys/{key_id:uuid}", delete=delete_api_key),
]
