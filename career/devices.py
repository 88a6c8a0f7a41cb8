"""What a person calls the device that a `User-Agent` speaks of: "Firefox on Linux", "Safari on iPhone"."""

import asyncio
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

UNKNOWN: Final = "An unknown device"
_PRODUCT: Final = re.compile(r"[A-Za-z][\w.+-]{0,38}(?=/|$)")
"""What a program calls itself, before its version."""
_MOBILE: Final = re.compile(r"^(Mobile|Chrome Mobile|Firefox Mobile) ?")


async def named(user_agents: Iterable[str]) -> list[str]:
    """A name for each; the first call of a process compiles the patterns, which takes a third of a second."""
    return await asyncio.to_thread(lambda: [name(user_agent) for user_agent in user_agents])


@lru_cache(maxsize=1_000)
def name(user_agent: str) -> str:
    from ua_parser import parse  # noqa: PLC0415 - a tenth of a second that most processes do not need

    found = parse(user_agent)
    if found.user_agent is None:
        product = _PRODUCT.match(user_agent)
        return product.group() if product else UNKNOWN
    browser = _MOBILE.sub("", found.user_agent.family) or found.user_agent.family.partition(" ")[0]
    machine = (found.device and found.device.model) or (found.os and found.os.family)
    return f"{browser} on {machine}" if machine else browser
