"""What the tests with the browser's SDK do over and over."""

from career.events import GenerationGrew
from career.feed import Feed
from tests.support.sockets import Browser, House, Person, Said


def grew(number: int) -> GenerationGrew:
    return GenerationGrew(attempt=1, at=number, text="x")


async def tell(feed: Feed, channel: str, start: int, end: int) -> None:
    for number in range(start, end):
        await feed.publish(channel, grew(number))


def offsets(tab: Browser, channel: str) -> list[object]:
    return [said["offset"] for said in tab.publications(channel)]


def skip(sockets: House, channel: str) -> None:
    """Let the channel hear a publication of which the one before never came."""
    topic = sockets.engine.hub.topics[channel]
    (member,) = topic.members
    topic.take(f'{member.position + 2}:{topic.epoch}:{{"data":{{}}}}')


async def connected(tab: Browser, sockets: House, person: Person) -> Said:
    tab.connect(sockets.port, sockets.guests.token(person), next=[sockets.guests.token(person)] * 5)
    return await tab.hear("connected")


async def subscribed(tab: Browser, sockets: House, person: Person, name: str = "generation") -> str:
    """Connected, and watching a fresh channel, which is returned."""
    channel = sockets.guests.channel(person, name)
    await connected(tab, sockets, person)
    tab.do("subscribe", channel=channel)
    await tab.hear("subscribed", channel=channel)
    return channel
