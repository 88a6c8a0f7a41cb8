"""Making a refusal out of the offending part."""

from career.writing.facts.shapes import Refusal, Rule
from career.writing.facts.text import Text
from career.writing.facts.tokens import Token


def at(  # noqa: PLR0913, PLR0917 - the parts of a refusal, in its order
    rule: Rule, text: Text, start: int, end: int, reason: str, question: str | None = None
) -> Refusal:
    """`reason` may hold `{}` for the offending words."""
    words = text.raw[start:end]
    return Refusal(
        rule=rule, span=(start, end), text=words, reason=reason.format(f"“{words}”"), question=question
    )


def of(rule: Rule, text: Text, token: Token, reason: str, question: str | None = None) -> Refusal:
    return at(rule, text, token.start, token.end, reason, question)
