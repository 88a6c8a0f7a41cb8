"""The channels that tell of a person's things."""

from uuid import UUID

from career import generations, imports
from models.generations import Generation
from models.resumes import Import


def own(user_id: UUID) -> str:
    return f"user:{user_id}"


async def channels_of(user_id: UUID) -> list[str]:
    written = await Generation.filter(user_id=user_id).only("id")
    read = await Import.filter(user_id=user_id).only("id")
    return [
        own(user_id),
        *(generations.channel(row.id) for row in written),
        *(imports.channel(row.id) for row in read),
    ]
