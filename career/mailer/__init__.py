"""Sending mail: a port, a real mail server, a mailbox to look into, and the twin of tests."""

from career.mailer.mailbox import DevelopmentMailbox, KeptMail
from career.mailer.memory import MemoryMailer
from career.mailer.port import Mailer, MailRefused, Message
from career.mailer.smtp import SmtpMailer

__all__ = ["DevelopmentMailbox", "KeptMail", "MailRefused", "Mailer", "MemoryMailer", "Message", "SmtpMailer"]
