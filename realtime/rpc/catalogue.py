"""All methods by name."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from realtime.rpc import applications, generations
from realtime.rpc.contract import Method


def catalogue(*methods: Method) -> Mapping[str, Method]:
    found: dict[str, Method] = {}
    for method in methods:
        if method.name in found:
            raise TypeError(f"two methods are named `{method.name}`")
        found[method.name] = method
    return MappingProxyType(found)


METHODS: Final = catalogue(applications.move, generations.cancel)
