"""Accounts: registering, signing in, and what a person may change about themselves."""

from typing import TYPE_CHECKING, Literal

from tortoise.exceptions import IntegrityError

from career import sessions
from career.errors import Conflict, Unauthenticated
from models.users import Role, User

if TYPE_CHECKING:
    from career.services import Services
    from career.sessions import SignedIn
    from career.visitors import Visitor


class EmailTaken(Conflict):
    code = "email_taken"


class WrongCredentials(Unauthenticated):
    code = "wrong_credentials"


async def register(
    services: "Services",
    *,
    email: str,
    password: str,
    name: str,
    role: Literal[Role.CANDIDATE, Role.RECRUITER],
) -> User:
    """Make an account; one address has one account."""
    password_hash = await services.passwords.hash(password)
    try:
        return await User.create(
            email=normalised(email), name=name.strip(), role=role, password_hash=password_hash
        )
    except IntegrityError:
        raise EmailTaken("There is an account with this address already. Sign in instead.") from None


async def login(services: "Services", *, email: str, password: str, visitor: "Visitor") -> "SignedIn":
    """Sign in; an unknown address and a wrong password get the same answer after the same time."""
    user = await User.get_or_none(email=normalised(email))
    stored = user.password_hash if user else None
    right = await services.passwords.matches(stored, password)
    if user is None or not right:
        raise WrongCredentials("The address or the password is not right.")
    if stored and services.passwords.outdated(stored):
        user.password_hash = await services.passwords.hash(password)
        await user.save(update_fields=["password_hash", "updated_at"])
    return await sessions.open_session(services, user, visitor)


async def rename(user: User, name: str) -> User:
    """Change the name; a fresh copy, since `user` may be shared by requests of a few seconds."""
    await User.filter(id=user.id).update(name=name.strip())
    return await User.get(id=user.id)


def normalised(email: str) -> str:
    """One spelling for one mailbox: nobody runs two mailboxes that differ by case."""
    return email.strip().lower()
