"""Print docs/permissions.md: who may do what, from the very table that decides it."""

import argparse
from collections.abc import Iterable, Iterator

from career.permissions.actions import ACTIONS, Action
from career.permissions.companies import RIGHTS, Right
from models.users import Role
from server.app import api_routes, rpc_actions
from server.cli.terminal import say
from server.openapi import described

_HEAD = """\
# Who may do what

Written by `python -m server permissions > docs/permissions.md` from `career/permissions`, which is the only
place that decides it. Whoever is not signed in is refused with 401, a role that may never do something with
403. What is out of reach does not exist: 404, for a stranger's id as for one that was never given.

An API key does what its scopes name, as its person. `write` does not include `read`. Where no scope stands,
no key is ever enough: these are the doors to the account itself."""


def declare(_parser: argparse.ArgumentParser) -> None:
    """It takes no arguments."""


def perform(_given: argparse.Namespace) -> int:
    say(page())
    return 0


def page() -> str:
    return "\n".join(
        [
            _HEAD,
            "",
            *_table(("Action", "Roles", "Key scope", "On", "Operations"), map(_row, ACTIONS)),
            "",
            "## Members of a company",
            "",
            *_table(("Role", *(right.replace("_", " ") for right in Right)), _members()),
        ]
    )


def _row(action: Action) -> tuple[str, ...]:
    roles = "anybody" if action.public else ", ".join(role for role in Role if role in action.roles)
    scope = f"`{action.scope}`" if action.scope else ("–" if action.public else "never")
    return f"`{action.name}`", roles, scope, action.objects, "<br>".join(_operations(action))


def _operations(action: Action) -> Iterator[str]:
    for path, method, operation in described(api_routes):
        if operation.may is action:
            yield f"`{method.upper()} {path.removeprefix('/api/v1')}`"
    for name, may in rpc_actions().items():
        if may is action:
            yield f"rpc `{name}`"


def _members() -> Iterator[tuple[str, ...]]:
    for role, rights in RIGHTS.items():
        yield role.replace("_", " "), *("yes" if right in rights else "–" for right in Right)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield f"| {' | '.join(row)} |"
