"""Accounts: registering, signing in, proving who one is, and what a person may change about themselves."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from tortoise.exceptions import IntegrityError

from career import attempts, audit, email_verification, passwords, sealed_columns, second_factors, sessions
from career.errors import Conflict, Denied, Unauthenticated
from career.limiting import Otherwise, Rate
from career.outbox import committing
from career.pace import steadily
from models.audit import AuditKind
from models.record import new_id
from models.users import Role, User

if TYPE_CHECKING:
    from career.services import Services
    from career.sessions import SignedIn
    from career.visitors import Visitor


class EmailTaken(Conflict):
    code = "email_taken"


class WrongCredentials(Unauthenticated):
    code = "wrong_credentials"

    def __init__(self) -> None:
        super().__init__("The address or the password is not right.")


class WrongPassword(Denied):
    """The password of somebody who is signed in: their sign-in stays."""

    code = "wrong_password"

    def __init__(self) -> None:
        super().__init__("This is not your password.")


@dataclass(frozen=True)
class Newcomer:
    email: str
    password: str = field(repr=False)
    name: str
    role: Literal[Role.CANDIDATE, Role.RECRUITER]


async def register(services: "Services", newcomer: Newcomer, visitor: "Visitor") -> "SignedIn":
    """Make an account and sign in; one address has one account, and gets a mail to show whose it is."""
    await count_registration(services, visitor)
    about = (newcomer.email, newcomer.name)
    await passwords.require_strong(newcomer.password, at="/password", about=about)
    password_hash = await services.passwords.hash(newcomer.password)
    try:
        async with committing(services) as outbox:
            user_id = new_id()
            user = await User.create(
                id=user_id,
                email=normalised(newcomer.email),
                name=newcomer.name.strip(),
                role=newcomer.role,
                password_hash=sealed_columns.PASSWORD.seal(services.vault, user_id, password_hash),
            )
            await audit.note(user.id, AuditKind.REGISTERED, visitor)
            await email_verification.request(outbox, user)
            return await sessions.open_session(services, user, visitor)
    except IntegrityError:
        raise EmailTaken("There is an account with this address already. Sign in instead.") from None


async def count_registration(services: "Services", visitor: "Visitor") -> None:
    """Accounts made from one network are counted, whichever way they are made."""
    per_hour = services.settings.rates.registrations_per_hour
    rate = Rate("registrations", per_hour, timedelta(hours=1), Otherwise.REFUSE)
    await services.limiter.take(rate, visitor.place)


async def login(
    services: "Services", visitor: "Visitor", *, email: str, password: str, totp: str | None = None
) -> "SignedIn":
    """Sign in; an unknown address and a wrong password get the same answer after the same time."""
    await attempts.begin(services, email, visitor)
    async with steadily(WrongCredentials):
        user = await User.get_or_none(email=normalised(email))
        stored = _hash_of(services, user) if user else None
        right = await services.passwords.matches(stored, password)
        if user is not None and not right:
            await audit.note(user.id, AuditKind.SIGN_IN_FAILED, visitor)
        if user is None or not right:
            raise WrongCredentials
    await second_factors.prove(services, user, totp, visitor)
    await attempts.succeeded(services, email, visitor)
    if stored and services.passwords.outdated(stored):
        fresh = await services.passwords.hash(password)
        sealed = sealed_columns.PASSWORD.seal(services.vault, user.id, fresh)
        # Nobody else's newer password is written over.
        await User.filter(id=user.id, password_hash=user.password_hash).update(password_hash=sealed)
    async with committing(services):
        await audit.note(user.id, AuditKind.SIGNED_IN, visitor)
        return await sessions.open_session(services, user, visitor)


async def prove_password(services: "Services", user: User, password: str, visitor: "Visitor") -> None:
    """Raise `WrongPassword`; guesses count as those of strangers do."""
    await attempts.begin(services, user.email, visitor)
    stored = _hash_of(services, await User.get(id=user.id))
    if not await services.passwords.matches(stored, password):
        raise WrongPassword
    await attempts.succeeded(services, user.email, visitor)


def _hash_of(services: "Services", user: User) -> str | None:
    """What Argon2 made of the password, if there is one."""
    return sealed_columns.PASSWORD.open(services.vault, user) if user.has_password else None


async def rename(user: User, name: str) -> User:
    """Change the name; a fresh copy, since `user` may be shared by requests of a few seconds."""
    await User.filter(id=user.id).update(name=name.strip())
    return await User.get(id=user.id)


def normalised(email: str) -> str:
    """One spelling for one mailbox: nobody runs two mailboxes that differ by case."""
    return email.strip().lower()
