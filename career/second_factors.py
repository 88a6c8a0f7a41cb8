"""The second proof at sign-in: codes of an authenticator app (RFC 6238), and recovery codes on paper."""

import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

import pyotp
import segno

from career import audit, email_verification, mails, sealed_columns
from career.errors import Conflict, Invalid, Unauthenticated
from career.outbox import committing
from models.audit import AuditKind
from models.mails import Mail, MailKind
from models.record import new_id
from models.second_factors import Authenticator, RecoveryCode
from models.users import User

if TYPE_CHECKING:
    from career.services import Services
    from career.visitors import Visitor

_ISSUER: Final = "Shortlist"
_STEP_S: Final = 30
_DRIFT: Final = 1
"""Steps that a telephone's clock may be off, in either direction."""
_QUIET: Final = timedelta(hours=1)
"""Between two mails about codes that were used twice."""
_CODES: Final = 10
_CODE_BYTES: Final = 10
"""80 random bits, salted and hashed: 16 letters and digits to type."""


class TotpRequired(Unauthenticated):
    """The password was right; the code of the authenticator app is still missing."""

    code = "totp_required"

    def __init__(self) -> None:
        super().__init__("Enter the code of your authenticator app.")


class TotpWrong(Unauthenticated):
    code = "totp_wrong"

    def __init__(self) -> None:
        super().__init__("This code is not right, or it was used before.")


class TotpRefused(Invalid):
    """A code that is wrong while somebody is signed in: the sign-in itself stays."""

    code = "totp_wrong"

    def __init__(self) -> None:
        super().__init__("This code is not right. Codes change every 30 seconds.", at="/code")


class TotpEnabled(Conflict):
    code = "totp_enabled"

    def __init__(self) -> None:
        super().__init__("An authenticator app is in use already. Remove it first.")


@dataclass(frozen=True)
class Enrolment:
    """What an authenticator app needs, once: `uri` is what the QR code says."""

    secret: str
    uri: str
    qr: str
    """An SVG image as a `data:` address."""


async def enrolled(user_id: UUID) -> bool:
    return await Authenticator.filter(user_id=user_id, confirmed_at__isnull=False).exists()


async def enrol(services: "Services", user: User) -> Enrolment:
    """Make a secret; it counts once a code of it was shown. An earlier one that never was is replaced."""
    await email_verification.require(user)
    secret = pyotp.random_base32()
    row_id = new_id()
    sealed = sealed_columns.TOTP_SECRET.seal(services.vault, row_id, secret)
    async with committing(services):
        await User.filter(id=user.id).select_for_update(no_key=True)
        if await enrolled(user.id):
            raise TotpEnabled
        await Authenticator.filter(user_id=user.id).delete()
        await Authenticator.create(id=row_id, user_id=user.id, secret=sealed)
    uri = pyotp.TOTP(secret).provisioning_uri(name=user.email, issuer_name=_ISSUER)
    return Enrolment(secret, uri, segno.make(uri, error="m").svg_data_uri(scale=4, border=2))


async def confirm(services: "Services", user: User, code: str, visitor: "Visitor") -> list[str]:
    """Begin to ask for codes, after a first right one; return the recovery codes, shown only now."""
    found = await Authenticator.filter(user_id=user.id, confirmed_at__isnull=True).first()
    step = _step_of(services, found, code) if found else None
    if found is None or step is None:
        raise TotpRefused
    codes = [_recovery_code() for _ in range(_CODES)]
    async with committing(services) as outbox:
        waiting = Authenticator.filter(id=found.id, confirmed_at__isnull=True)
        if not await waiting.update(confirmed_at=datetime.now(UTC), last_step=step):
            raise TotpRefused
        await RecoveryCode.filter(user_id=user.id).delete()
        await RecoveryCode.bulk_create([_kept(user.id, plain) for plain in codes])
        await audit.note(user.id, AuditKind.TOTP_ENABLED, visitor)
        await mails.post(outbox, user, MailKind.TOTP_ENABLED, device=visitor.device, place=visitor.place)
    return codes


async def prove(services: "Services", user: User, code: str | None, visitor: "Visitor") -> None:
    """Accept a code of the app, or a recovery code; each works once. Nothing to prove: nothing happens."""
    found = await Authenticator.filter(user_id=user.id, confirmed_at__isnull=False).first()
    if found is None:
        return
    if not code:
        raise TotpRequired
    step = _step_of(services, found, code)
    # Of two sign-ins with one code at the same moment, the second finds no row to change.
    if step and await Authenticator.filter(id=found.id, last_step__lt=step).update(last_step=step):
        return
    if step:
        await _tell_of_reuse(services, user, visitor)
    elif await _use_recovery_code(user.id, code):
        await audit.note(user.id, AuditKind.RECOVERY_CODE_USED, visitor)
        return
    raise TotpWrong


async def _tell_of_reuse(services: "Services", user: User, visitor: "Visitor") -> None:
    """Whoever comes with a code that was used may have looked over a shoulder (OWASP ASVS 4.0.3, 2.8.5)."""
    told = Mail.of(user).filter(kind=MailKind.TOTP_REUSED, created_at__gt=datetime.now(UTC) - _QUIET)
    async with committing(services) as outbox:
        await audit.note(user.id, AuditKind.TOTP_REUSED, visitor)
        if not await told.exists():
            await mails.post(outbox, user, MailKind.TOTP_REUSED, device=visitor.device, place=visitor.place)


async def remove(services: "Services", user: User, visitor: "Visitor") -> None:
    """Ask for no more codes. Whoever calls this has proved who they are."""
    async with committing(services) as outbox:
        gone = await Authenticator.filter(user_id=user.id, confirmed_at__isnull=False).delete()
        await RecoveryCode.filter(user_id=user.id).delete()
        if gone:
            await audit.note(user.id, AuditKind.TOTP_DISABLED, visitor)
            await mails.post(outbox, user, MailKind.TOTP_DISABLED, device=visitor.device, place=visitor.place)


async def recovery_codes_left(user_id: UUID) -> int:
    return await RecoveryCode.filter(user_id=user_id, used_at__isnull=True).count()


def _step_of(services: "Services", authenticator: Authenticator, code: str) -> int | None:
    """The time step that the code belongs to; `None` when it is of no step near now."""
    secret = sealed_columns.TOTP_SECRET.open(services.vault, authenticator)
    app = pyotp.TOTP(secret)
    given = code.replace(" ", "")
    now = int(time.time()) // _STEP_S
    steps = [now + drift for drift in range(-_DRIFT, _DRIFT + 1)]
    right = [step for step in steps if hmac.compare_digest(app.generate_otp(step).encode(), given.encode())]
    return max(right, default=None)


async def _use_recovery_code(user_id: UUID, code: str) -> bool:
    plain = code.replace("-", "").replace(" ", "").lower()
    for kept in await RecoveryCode.filter(user_id=user_id, used_at__isnull=True):
        if hmac.compare_digest(kept.digest, _digest(kept.salt, plain)):
            unused = RecoveryCode.filter(id=kept.id, used_at__isnull=True)
            return bool(await unused.update(used_at=datetime.now(UTC)))
    return False


def _recovery_code() -> str:
    """Sixteen letters and digits in four groups; base32 has none that look alike."""
    plain = pyotp.random_base32(32)[: _CODE_BYTES * 8 // 5].lower()
    return "-".join(plain[place : place + 4] for place in range(0, len(plain), 4))


def _kept(user_id: UUID, code: str) -> RecoveryCode:
    salt = secrets.token_hex(16)
    return RecoveryCode(user_id=user_id, salt=salt, digest=_digest(salt, code.replace("-", "")))


def _digest(salt: str, plain: str) -> str:
    return hashlib.sha256(f"{salt}{plain}".encode()).hexdigest()
