"""Answers to POSTs that carried an `Idempotency-Key`, kept a day so that a retry gets the first one."""

from tortoise import fields

from models.record import Record
from models.users import User


class IdempotentCall(Record):
    """`status` 0 means that the first call is still at work."""

    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name=False, on_delete=fields.CASCADE
    )
    key = fields.CharField(max_length=255)
    fingerprint = fields.CharField(max_length=64)
    status = fields.IntField(default=0)
    body = fields.TextField(default="")

    class Meta:
        table = "idempotent_calls"
        unique_together = (("user_id", "key"),)
