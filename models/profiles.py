"""The master profile: everything a candidate has stated, in one document."""

from typing import Self

from tortoise import fields
from tortoise.queryset import QuerySet

from models.record import JsonObject, Record
from models.users import User


class Profile(Record):
    """`document` is the canonical resume; `version` grows with every save, so that no save is lost."""

    user: fields.OneToOneRelation[User] = fields.OneToOneField(
        "models.User", related_name="profile", on_delete=fields.CASCADE
    )
    version = fields.IntField(default=1)
    document: JsonObject = fields.JSONField()

    class Meta:
        table = "profiles"

    @classmethod
    def of(cls, user: User) -> QuerySet[Self]:
        return cls.filter(user=user)
