"""`python -m server`: everything that a person or a Procfile starts."""

import argparse
import os
import sys
from importlib import import_module

from server.cli.terminal import Refusal, complain
from server.engines.errors import EngineFailed

COMMANDS = {
    "run": "start everything on this machine: PostgreSQL, Redis, web and worker (the default)",
    "web": "serve HTTP and sockets",
    "worker": "perform jobs",
    "migrate": "bring the database up to date",
    "check": "say what is configured, what can be reached and what is missing",
    "openapi": "print the description of the API",
    "permissions": "print the table of who may do what",
    "rotate-keys": "seal what is kept encrypted with the first of ENCRYPTION_KEYS",
    "demo": "fill in people, a company and postings to look around in",
}


def main(arguments: list[str]) -> int:
    """Run one command and return its exit code; a refusal is one line and never a traceback."""
    named = arguments[:1] if arguments and not arguments[0].startswith("-") else ["run"]
    parser = argparse.ArgumentParser(
        prog="python -m server", description="Shortlist, a career platform. Settings: see .env.example."
    )
    commands = parser.add_subparsers(dest="command", title="commands", required=True, metavar="command")
    for name, purpose in COMMANDS.items():
        command = commands.add_parser(name, help=purpose, description=purpose.capitalize())
        if [name] == named:  # only the chosen module is imported: the others' imports cost seconds
            module = import_module(f"server.cli.{name.replace('-', '_')}")
            module.declare(command)
            command.set_defaults(perform=module.perform)
    spelled_out = arguments[:1] == named or arguments[:1] in (["-h"], ["--help"])
    given = parser.parse_args(arguments if spelled_out else [*named, *arguments])
    try:
        return int(given.perform(given))
    except (Refusal, EngineFailed) as refusal:
        complain(str(refusal))
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever read our answer, such as `head`, has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
