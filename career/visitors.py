"""From where somebody acts: enough to recognise oneself by, too little to be followed with."""

import ipaddress
from dataclasses import dataclass
from typing import Final, Self

_LONGEST_DEVICE: Final = 200
_NETWORK_BITS: Final = {4: 24, 6: 48}
"""What providers give to one place; the rest of an address tells households and machines apart."""


@dataclass(frozen=True)
class Visitor:
    """`device` is the `User-Agent` as it was sent, `place` the network that the address is in."""

    device: str
    place: str

    @classmethod
    def at(cls, user_agent: str, address: str) -> Self:
        return cls(device=user_agent[:_LONGEST_DEVICE], place=network(address))


def network(address: str) -> str:
    """The prefix of an address (/24, /48); empty for what is no address."""
    try:
        bits = _NETWORK_BITS[ipaddress.ip_address(address).version]
        return str(ipaddress.ip_network(f"{address}/{bits}", strict=False))
    except ValueError:
        return ""
