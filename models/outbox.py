"""Events that must not be lost, kept in the transaction that caused them until they were sent."""

from datetime import datetime

from tortoise import fields

from models.record import Record


class OutboxEvent(Record):
    """Its id is the event's id and the key that makes sending it twice harmless."""

    channel = fields.CharField(max_length=255)
    body = fields.TextField()
    published_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "outbox"
        indexes = (("published_at", "created_at"),)
