"""Commands about texts that are being written."""

from uuid import UUID

from career import generations
from career.errors import NotFound
from career.permissions import actions
from career.schema.base import Shape
from career.services import Services
from realtime.rpc.contract import Nothing, method


class GenerationCancel(Shape):
    generation: UUID
    """The document that is being written."""


@method("generation.cancel", per_second=5, may=actions.WRITE_DOCUMENTS, errors=(NotFound,))
async def cancel(services: Services, user_id: UUID, *, data: GenerationCancel) -> Nothing:
    """Stop the writing; it takes effect within half a second. Stopping twice changes nothing."""
    await generations.cancel(services, user_id, data.generation)
    return Nothing()
