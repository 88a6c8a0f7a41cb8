"""What the product asks of whoever carries its mail."""

from dataclasses import dataclass, field
from typing import ClassVar, Protocol

from career.errors import Conflict


class MailRefused(Conflict):
    """The server will never take this mail, whenever it is sent."""

    code: ClassVar[str] = "mail_refused"

    def __init__(self) -> None:
        super().__init__("The mail server refuses this mail.")


@dataclass(frozen=True)
class Message:
    """One mail to one person. `id` is stable: a mail that is sent again says that it is the same."""

    id: str
    to: str = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)
    html: str = field(repr=False)


class Mailer(Protocol):
    async def send(self, message: Message) -> None:
        """Hand it over; raise `Unavailable` when it may work later, `MailRefused` when it never will."""
