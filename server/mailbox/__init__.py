"""`/dev/mailbox`: what would have been mailed, shown in development alone."""

from http import HTTPStatus
from pathlib import Path
from typing import Final

from jinja2 import Environment as Templates
from jinja2 import FileSystemLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from career.mailer import DevelopmentMailbox, KeptMail
from career.mailer.words import link_in
from career.settings import Environment, Settings

_HERE: Final = Path(__file__).parent
_ALONE: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-top-navigation-by-user-activation; "
    "frame-ancestors 'none'"
)
"""A mail styles itself, as mails do, and may do nothing else."""
_templates: Final = Templates(
    loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)


async def list_mails(request: Request) -> Response:
    request.scope["operation"] = "mailbox"
    return _page("list.html", mails=await _mailbox(request).mails())


async def show_mail(request: Request) -> Response:
    """The text that everybody can read, with its link to follow."""
    request.scope["operation"] = "mailbox"
    mail = await _find(request)
    before, link, after = link_in(mail.text)
    return _page("mail.html", mail=mail, before=before, link=link, after=after)


async def show_html(request: Request) -> Response:
    request.scope["operation"] = "mailbox"
    mail = await _find(request)
    return HTMLResponse(mail.html, headers={"content-security-policy": _ALONE})


async def show_style(request: Request) -> Response:
    request.scope["operation"] = "mailbox"
    return FileResponse(_HERE / "mailbox.css", headers={"Cache-Control": "no-cache"})


async def _find(request: Request) -> KeptMail:
    wanted = request.path_params["mail_id"]
    for mail in await _mailbox(request).mails():
        if mail.id == wanted:
            return mail
    raise HTTPException(HTTPStatus.NOT_FOUND)


def _mailbox(request: Request) -> DevelopmentMailbox:
    mailer = request.scope["state"]["services"].mailer
    if not isinstance(mailer, DevelopmentMailbox):  # real mail is none of this page's business
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return mailer


def _page(name: str, **shown: object) -> Response:
    return HTMLResponse(_templates.get_template(name).render(shown))


def routes(settings: Settings) -> list[BaseRoute]:
    """Nothing outside development: whoever reads the mailbox can take over every account."""
    if settings.environment is not Environment.DEVELOPMENT:
        return []
    return [
        Route("/dev/mailbox", list_mails, include_in_schema=False),
        Route("/dev/mailbox/style.css", show_style, include_in_schema=False),
        Route("/dev/mailbox/{mail_id}", show_mail, include_in_schema=False),
        Route("/dev/mailbox/{mail_id}/html", show_html, include_in_schema=False),
    ]
