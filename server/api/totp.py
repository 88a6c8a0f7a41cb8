"""The authenticator app: enrolled, confirmed, and removed."""

from pydantic import BaseModel, Field
from starlette.routing import Route

from career import proofs, second_factors
from career.accounts import WrongPassword
from career.errors import EmailUnverified
from career.permissions import actions
from career.proofs import Proof, SignInAgain
from career.second_factors import TotpEnabled, TotpRefused
from server.api.shapes import Given, OwnPassword
from server.contract import endpoint, resource
from server.rates import Pace
from server.request import AppRequest


class TotpStatus(BaseModel):
    enabled: bool = Field(examples=[True])
    recovery_codes_left: int = Field(examples=[10])


class TotpEnrolment(BaseModel):
    secret: str = Field(examples=["JBSWY3DPEHPK3PXP"], description="For apps that cannot read the QR code.")
    uri: str = Field(examples=["otpauth://totp/Shortlist:ada%40example.org?secret=…&issuer=Shortlist"])
    qr: str = Field(examples=["data:image/svg+xml;…"], description="An SVG image as a `data:` address.")


class TotpConfirmation(Given):
    code: str = Field(max_length=20, examples=["492039"])


class RecoveryCodes(BaseModel):
    recovery_codes: list[str] = Field(
        examples=[["k3ad-q7zm-5xwe-2lpb"]], description="Shown only now; each works once."
    )


class TotpRemoval(Given):
    password: OwnPassword | None = Field(default=None, description="Where there is one.")


@endpoint(may=actions.GUARD_ACCOUNT)
async def show_totp(request: AppRequest) -> TotpStatus:
    """Say whether an authenticator app is asked for at sign-in."""
    user_id = request.user.id
    return TotpStatus(
        enabled=await second_factors.enrolled(user_id),
        recovery_codes_left=await second_factors.recovery_codes_left(user_id),
    )


@endpoint(may=actions.GUARD_ACCOUNT, errors=(EmailUnverified, TotpEnabled))
async def enrol_totp(request: AppRequest) -> TotpEnrolment:
    """Get a secret for an authenticator app; it counts once a code of it was confirmed."""
    made = await second_factors.enrol(request.services, request.user)
    return TotpEnrolment(secret=made.secret, uri=made.uri, qr=made.qr)


@endpoint(may=actions.GUARD_ACCOUNT, errors=(TotpRefused,), pace=Pace.CREDENTIALS)
async def confirm_totp(request: AppRequest, *, body: TotpConfirmation) -> RecoveryCodes:
    """Show that the app has the secret; codes are asked for from now on."""
    codes = await second_factors.confirm(request.services, request.user, body.code, request.visitor)
    return RecoveryCodes(recovery_codes=codes)


@endpoint(may=actions.GUARD_ACCOUNT, errors=(WrongPassword, SignInAgain), pace=Pace.CREDENTIALS)
async def remove_totp(request: AppRequest, *, body: TotpRemoval) -> None:
    """Ask for no more codes at sign-in."""
    proof = Proof(request.session_id, password=body.password)
    await proofs.prove_presence(request.services, request.user, proof, request.visitor)
    await second_factors.remove(request.services, request.user, request.visitor)


routes: list[Route] = [
    resource("/api/v1/auth/totp", get=show_totp, post=enrol_totp, put=confirm_totp, delete=remove_totp),
]
