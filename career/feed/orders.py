"""What use cases order of every process that holds sockets."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, JsonValue, TypeAdapter

from career.schema.base import Shape


class Subscribe(Shape):
    """All sockets of the person watch this channel from now on; one that connects later asks for itself."""

    type: Literal["subscribe"] = "subscribe"
    user: UUID
    channel: str


class Unsubscribe(Shape):
    """The person may no longer watch this channel."""

    type: Literal["unsubscribe"] = "unsubscribe"
    user: UUID
    channel: str


class Disconnect(Shape):
    """Close the person's sockets, or those of one login session (`sid`)."""

    type: Literal["disconnect"] = "disconnect"
    user: UUID
    sid: UUID | None = None
    code: Annotated[int, Field(ge=3000, le=4999)] = 3503


class Invalidate(Shape):
    """Whatever was loaded about this channel is void: everybody loads again."""

    type: Literal["invalidate"] = "invalidate"
    channel: str


class Notice(Shape):
    """Said to all sockets of the person that are open now, on no channel; nobody keeps it."""

    type: Literal["notice"] = "notice"
    user: UUID
    data: JsonValue


Order = Annotated[Subscribe | Unsubscribe | Disconnect | Invalidate | Notice, Field(discriminator="type")]

orders: TypeAdapter[Order] = TypeAdapter(Order)
