"""Serve HTTP and sockets on PORT, or on a socket that the parent process opened."""

import argparse
import socket

from career import logs
from server.app import create_app
from server.cli import configuration
from server.listening import listen
from server.web import serve


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--socket", type=int, metavar="FD", help="a listening socket that was handed over")


def perform(given: argparse.Namespace) -> int:
    settings = configuration.read()
    logs.configure(settings)
    configuration.require_addresses(settings)
    listener = (
        listen(settings.host, settings.port) if given.socket is None else socket.socket(fileno=given.socket)
    )
    return 0 if serve(create_app(settings), listener, settings) else 1
