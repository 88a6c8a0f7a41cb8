"""Showing once more who one is, though signed in, before what opens or closes the account itself."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from career import accounts, second_factors
from career.errors import Denied
from career.second_factors import TotpRequired, TotpWrong
from models.sessions import Session
from models.users import User

if TYPE_CHECKING:
    from career.services import Services
    from career.visitors import Visitor

_FRESH: Final = timedelta(minutes=10)
"""Of a sign-in that proves who somebody is, where there is no password to ask for."""


class CodeRequired(Denied):
    """As at sign-in; but the sign-in from which somebody asks stays, so it is no 401."""

    code = "totp_required"

    def __init__(self) -> None:
        super().__init__("Enter the code of your authenticator app.")


class CodeWrong(Denied):
    code = "totp_wrong"

    def __init__(self) -> None:
        super().__init__("This code is not right, or it was used before.")


class SignInAgain(Denied):
    """An account without a password: a provider vouches for the person, and lately enough."""

    code = "sign_in_again"

    def __init__(self) -> None:
        super().__init__("Sign in again first, so that we know it is you.")


@dataclass(frozen=True)
class Proof:
    """What shows that whoever is signed in is the person."""

    session_id: UUID
    password: str | None = field(default=None, repr=False)
    totp: str | None = field(default=None, repr=False)


async def prove(services: "Services", user: User, proof: Proof, visitor: "Visitor") -> None:
    """The password, or a sign-in of a moment ago where there is none, and a code where one is asked for."""
    await prove_presence(services, user, proof, visitor)
    try:
        await second_factors.prove(services, user, proof.totp, visitor)
    except TotpRequired:
        raise CodeRequired from None
    except TotpWrong:
        raise CodeWrong from None


async def prove_presence(services: "Services", user: User, proof: Proof, visitor: "Visitor") -> None:
    """Without the code: for whoever has lost their app. Raise `WrongPassword` or `SignInAgain`."""
    if (await User.get(id=user.id)).has_password:
        await accounts.prove_password(services, user, proof.password or "", visitor)
    elif (await Session.get(id=proof.session_id)).created_at < datetime.now(UTC) - _FRESH:
        raise SignInAgain
