"""The twin: keeps mails for a test to read."""

from career.errors import Unavailable
from career.mailer.port import MailRefused, Message


class MemoryMailer:
    """`down` makes it unreachable; whoever is in `refused` never gets a mail."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.refused: set[str] = set()
        self.down = False

    async def send(self, message: Message) -> None:
        if self.down:
            raise Unavailable("The mail server does not answer.")
        if message.to in self.refused:
            raise MailRefused
        self.messages.append(message)
