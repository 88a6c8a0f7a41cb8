"""Which network addresses a fetch may reach: a host is hostile until every address of it is proved public."""

import asyncio
import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final, Protocol

Address = IPv4Address | IPv6Address
AddressRule = Callable[[Address], bool]
"""Says whether a connection to this address is allowed."""

_GLOBAL_UNICAST: Final = IPv6Network("2000::/3")
"""The only IPv6 space given out so far; NAT64 (64:ff9b::/96), mapped and site-local addresses are outside."""
_TUNNELS: Final = (IPv6Network("2002::/16"), IPv6Network("2001::/32"))
"""6to4 and Teredo carry an IPv4 address that the operating system may unpack."""
_SPECIAL: Final = (IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"))
"""Protocol assignments and the 6to4 relay, which the standard library calls global."""


class Resolver(Protocol):
    """Every A and AAAA address of a host; an empty answer or an `OSError` means that there is none."""

    async def __call__(self, host: str, port: int) -> list[str]: ...


async def system_resolver(host: str, port: int) -> list[str]:
    """The operating system's resolver, which also unfolds decimal, octal and hex spellings of an address."""
    loop = asyncio.get_running_loop()
    answers = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in answers))


def is_public(address: Address) -> bool:
    """Global unicast, and no IPv4 address hidden in an IPv6 one."""
    if not address.is_global or address.is_multicast or address.is_reserved:
        return False
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _SPECIAL)
    return address in _GLOBAL_UNICAST and not any(address in network for network in _TUNNELS)


def parse(text: str) -> Address | None:
    """An address as resolvers print it; one with a zone (`fe80::1%eth0`) is never public, so it is none."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return None if isinstance(address, IPv6Address) and address.scope_id else address
