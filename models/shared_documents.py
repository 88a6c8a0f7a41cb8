"""Documents that several people write at once, and who they are."""

from enum import StrEnum
from typing import Self
from uuid import UUID

from tortoise import fields
from tortoise.queryset import QuerySet

from models.record import Record
from models.users import User


class DocumentRole(StrEnum):
    EDITOR = "editor"
    VIEWER = "viewer"


class SharedDocument(Record):
    """`snapshot` is the whole text as one Yjs update, empty at first; what came after it is in the journal.

    `revision` counts the snapshots, so that nobody replaces one that was not read before.
    """

    snapshot = fields.BinaryField(default=b"")
    revision = fields.IntField(default=0)

    class Meta:
        table = "shared_documents"

    @classmethod
    def of(cls, user: User) -> QuerySet[Self]:
        return cls.filter(members__user=user)


class DocumentMember(Record):
    """Somebody who may open a document."""

    document: fields.ForeignKeyRelation[SharedDocument] = fields.ForeignKeyField(
        "models.SharedDocument", related_name="members", on_delete=fields.CASCADE
    )
    document_id: UUID
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="document_memberships", on_delete=fields.CASCADE
    )
    user_id: UUID
    role = fields.CharEnumField(DocumentRole, max_length=20)

    class Meta:
        table = "document_members"
        unique_together = (("document_id", "user_id"),)
        indexes = (("user_id",),)
