"""Accounts elsewhere with which a person signs in here."""

from typing import Self
from uuid import UUID

from tortoise import fields
from tortoise.queryset import QuerySet

from models.record import Record
from models.users import User


class Identity(Record):
    """`subject` is the provider's own id of the person: it stays when their address changes."""

    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="identities", on_delete=fields.CASCADE
    )
    user_id: UUID
    provider = fields.CharField(max_length=20)
    subject = fields.CharField(max_length=255)
    email = fields.CharField(max_length=320, default="")
    """As the provider gave it when the two were linked; shown, never used to find anybody."""

    class Meta:
        table = "identities"
        unique_together = (("provider", "subject"), ("user_id", "provider"))

    @classmethod
    def of(cls, user: User) -> QuerySet[Self]:
        return cls.filter(user=user)
