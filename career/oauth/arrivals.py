"""Coming in by a provider: to an account that knows the person, to a new one, or to one that must be proved.

An address that has an account already is never enough: whoever comes proves to be of that account first, by
its password, so that nobody comes in by owning an address at a provider alone.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar, Literal
from uuid import UUID

from pydantic import EmailStr, TypeAdapter, ValidationError
from tortoise.exceptions import IntegrityError

from career import accounts, attempts, audit, mails, second_factors, sessions
from career.errors import Unauthenticated
from career.limiting import RateExceeded
from career.oauth.flows import Flow, provider_of
from career.oauth.port import Acquaintance, NotLetIn, Obstacle
from career.oauth.sealed import Carried
from career.outbox import committing
from models.audit import AuditKind
from models.identities import Identity
from models.mails import MailKind
from models.sessions import Session
from models.users import User

if TYPE_CHECKING:
    from tortoise.queryset import QuerySet

    from career.outbox import Outbox
    from career.services import Services
    from career.sessions import SignedIn
    from career.visitors import Visitor

_EMAIL = TypeAdapter(EmailStr)
_LONGEST_NAME = 200


class ProofStale(Unauthenticated):
    code = "proof_stale"

    def __init__(self) -> None:
        super().__init__("This took longer than ten minutes. Start again.")


class Claim(Carried):
    """Somebody whom a provider vouches for, who still has to show that the account is theirs."""

    ABOUT: ClassVar[str] = "oauth claim"

    provider: str
    subject: str
    email: str
    user_id: UUID
    wanted: Literal["password", "code"]
    """`password`: the address has an account, which is connected then; `code`: it is connected already."""
    following: str


@dataclass(frozen=True)
class Proof:
    password: str | None = field(default=None, repr=False)
    totp: str | None = field(default=None, repr=False)


async def arrive(
    services: "Services", flow: Flow, person: Acquaintance, visitor: "Visitor"
) -> "SignedIn | Claim":
    """Sign in, or make an account, or say what has to be proved first; raise `NotLetIn`."""
    identity = await _identity(flow.provider, person).select_related("user").first()
    if identity is not None:
        return await _welcome_back(services, flow, identity, visitor)
    email = _address_of(person)
    holder = await User.get_or_none(email=email)
    if holder is None:
        try:
            return await _register(services, flow, person, email, visitor)
        except IntegrityError:
            # Somebody took the address, or came in with this identity, this very moment.
            raise NotLetIn(Obstacle.STALE) from None
    if not holder.has_password:
        raise NotLetIn(Obstacle.SIGN_IN_FIRST)
    if await Identity.of(holder).filter(provider=flow.provider).exists():
        raise NotLetIn(Obstacle.CONNECTED)
    return _claim(flow, person, holder, wanted="password")


async def prove(services: "Services", claim: Claim | None, proof: Proof, visitor: "Visitor") -> "SignedIn":
    """Sign in with what was missing, and connect the provider if it was not.

    Raises what signing in with a password does, for what is wrong; a guess counts as one at the account.
    """
    user = await User.get_or_none(id=claim.user_id) if claim else None
    if claim is None or user is None:
        raise ProofStale
    if claim.wanted == "password":
        await accounts.prove_password(services, user, proof.password or "", visitor)
        await second_factors.prove(services, user, proof.totp, visitor)
    else:
        if not await Identity.of(user).filter(provider=claim.provider, subject=claim.subject).exists():
            raise ProofStale
        await attempts.begin(services, user.email, visitor)
        await second_factors.prove(services, user, proof.totp, visitor)
        await attempts.succeeded(services, user.email, visitor)
    try:
        async with committing(services) as outbox:
            if claim.wanted == "password":
                identity = Identity(
                    user=user, provider=claim.provider, subject=claim.subject, email=claim.email
                )
                await _connect(services, outbox, identity, visitor)
                # The provider knows whose address it is, and whose account it is was just proved.
                unverified = User.filter(id=user.id, email_verified_at__isnull=True)
                await unverified.update(email_verified_at=datetime.now(UTC))
            return await _sign_in(services, await User.get(id=user.id), claim.provider, visitor)
    except IntegrityError:
        raise ProofStale from None


async def connect(services: "Services", flow: Flow, person: Acquaintance, visitor: "Visitor") -> None:
    """Connect the provider to the account of whoever began this, who is signed in still; or `NotLetIn`."""
    session = await Session.filter(id=flow.session_id, user_id=flow.user_id).select_related("user").first()
    if session is None or not session.alive(datetime.now(UTC)):
        raise NotLetIn(Obstacle.STALE)
    known = await _identity(flow.provider, person).first()
    if known is not None:
        if known.user_id != session.user_id:
            raise NotLetIn(Obstacle.TAKEN)
        return
    try:
        async with committing(services) as outbox:
            identity = Identity(
                user=session.user, provider=flow.provider, subject=person.subject, email=person.email[:320]
            )
            await _connect(services, outbox, identity, visitor)
    except IntegrityError:
        raise NotLetIn(Obstacle.CONNECTED) from None


async def _welcome_back(
    services: "Services", flow: Flow, identity: Identity, visitor: "Visitor"
) -> "SignedIn | Claim":
    if await second_factors.enrolled(identity.user_id):
        person = Acquaintance(identity.subject, identity.email, email_verified=True, name="")
        return _claim(flow, person, identity.user, wanted="code")
    async with committing(services):
        return await _sign_in(services, identity.user, flow.provider, visitor)


async def _register(
    services: "Services", flow: Flow, person: Acquaintance, email: str, visitor: "Visitor"
) -> "SignedIn":
    try:
        await accounts.count_registration(services, visitor)
    except RateExceeded:
        raise NotLetIn(Obstacle.TOO_OFTEN) from None
    async with committing(services):
        user = await User.create(
            email=email,
            name=_name_of(person, email),
            role=flow.role,
            email_verified_at=datetime.now(UTC),
        )
        await Identity.create(user=user, provider=flow.provider, subject=person.subject, email=email)
        label = provider_of(services, flow.provider).label
        await audit.note(user.id, AuditKind.REGISTERED, visitor, provider=label)
        return await sessions.open_session(services, user, visitor)


async def _connect(services: "Services", outbox: "Outbox", identity: Identity, visitor: "Visitor") -> None:
    """Store it, in the caller's transaction, and tell its person."""
    await identity.save()
    label = provider_of(services, identity.provider).label
    await audit.note(identity.user_id, AuditKind.PROVIDER_LINKED, visitor, provider=label)
    await mails.post(
        outbox,
        identity.user,
        MailKind.PROVIDER_LINKED,
        provider=label,
        device=visitor.device,
        place=visitor.place,
    )


async def _sign_in(services: "Services", user: User, provider: str, visitor: "Visitor") -> "SignedIn":
    label = provider_of(services, provider).label
    await audit.note(user.id, AuditKind.SIGNED_IN, visitor, provider=label)
    return await sessions.open_session(services, user, visitor)


def _claim(flow: Flow, person: Acquaintance, user: User, *, wanted: Literal["password", "code"]) -> Claim:
    return Claim(
        provider=flow.provider,
        subject=person.subject,
        email=person.email,
        user_id=user.id,
        wanted=wanted,
        following=flow.following,
    )


def _address_of(person: Acquaintance) -> str:
    """The address that the provider vouches for; without that nobody may come by it."""
    if not person.email:
        raise NotLetIn(Obstacle.EMAIL_MISSING)
    if not person.email_verified:
        raise NotLetIn(Obstacle.EMAIL_UNVERIFIED)
    try:
        return accounts.normalised(_EMAIL.validate_python(person.email))
    except ValidationError:
        raise NotLetIn(Obstacle.EMAIL_MISSING) from None


def _name_of(person: Acquaintance, email: str) -> str:
    """In one line that can be seen, whatever the provider sends; the person changes it as they like."""
    visible = "".join(letter if letter.isprintable() else " " for letter in person.name)
    return " ".join(visible.split())[:_LONGEST_NAME] or email.partition("@")[0]


def _identity(provider: str, person: Acquaintance) -> "QuerySet[Identity]":
    return Identity.filter(provider=provider, subject=person.subject)
