"""Django Channels with channels_redis: one group, `group_send` from outside, either layer."""

import sys
from typing import Any

import django
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.layers import get_channel_layer
from django.conf import settings

from bench.fanout.client import Dialect
from bench.fanout.load import Plan
from bench.fanout.message import text
from bench.peers.serving import serve

GROUP = "room"
LAYERS = {
    "core": "channels_redis.core.RedisChannelLayer",
    "pubsub": "channels_redis.pubsub.RedisPubSubChannelLayer",
}


class Consumer(AsyncWebsocketConsumer):
    async def connect(self) -> None:
        await self.channel_layer.group_add(GROUP, self.channel_name)
        await self.accept()

    async def disconnect(self, _code: int) -> None:
        await self.channel_layer.group_discard(GROUP, self.channel_name)

    async def note(self, event: dict[str, Any]) -> None:
        await self.send(text_data=event["text"])


class DjangoChannels:
    dialect = Dialect("/ws")

    def __init__(self) -> None:
        self._layer = get_channel_layer()

    def hello(self, _index: int) -> bytes:
        return b""

    async def publish(self, stamp: int) -> None:
        await self._layer.group_send(GROUP, {"type": "note", "text": text(stamp)})


async def enter(plan: Plan) -> DjangoChannels:
    configure(plan.variant, plan.redis_url)
    return DjangoChannels()


def configure(layer: str, redis_url: str) -> None:
    settings.configure(
        CHANNEL_LAYERS={"default": {"BACKEND": LAYERS[layer], "CONFIG": {"hosts": [redis_url]}}}
    )
    django.setup()


if __name__ == "__main__":
    configure(sys.argv[3], sys.argv[1])
    serve(Consumer.as_asgi(), int(sys.argv[2]))
