"""Print the description of the API, `/openapi.json`, without a server or a database."""

import argparse
import json

from server.app import openapi
from server.cli.terminal import say


def declare(_parser: argparse.ArgumentParser) -> None:
    """It takes no arguments."""


def perform(_given: argparse.Namespace) -> int:
    say(json.dumps(openapi(), indent=2, ensure_ascii=False))
    return 0
