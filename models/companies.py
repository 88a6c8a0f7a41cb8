"""Companies that hire, and the people who hire for them."""

from enum import StrEnum
from uuid import UUID

from tortoise import fields

from models.record import Record
from models.users import User


class MemberRole(StrEnum):
    OWNER = "owner"
    RECRUITER = "recruiter"
    HIRING_MANAGER = "hiring_manager"
    INTERVIEWER = "interviewer"
    VIEWER = "viewer"


class Company(Record):
    name = fields.CharField(max_length=200)
    slug = fields.CharField(max_length=80, unique=True)
    website = fields.CharField(max_length=500, null=True)
    about = fields.TextField(default="")

    class Meta:
        table = "companies"


class Member(Record):
    company: fields.ForeignKeyRelation[Company] = fields.ForeignKeyField(
        "models.Company", related_name="members", on_delete=fields.CASCADE
    )
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="memberships", on_delete=fields.CASCADE
    )
    role = fields.CharEnumField(MemberRole, max_length=20)
    company_id: UUID
    user_id: UUID

    class Meta:
        table = "members"
        unique_together = (("company_id", "user_id"),)
        indexes = (("user_id",),)
