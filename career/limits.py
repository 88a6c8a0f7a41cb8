"""What one client, one person and one process may take; every limit is a setting.

`RATES_<NAME>`, `REALTIME_<NAME>` and `DOCUMENTS_<NAME>` set them. A value is bytes, seconds or a count, as
its name says. What stands below a limit is what docs/operations.md tells about it.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

KIB = 1024
MIB = 1024 * KIB

Count = Annotated[int, Field(ge=1, le=1_000_000)]
Bytes = Annotated[int, Field(ge=KIB, le=64 * MIB)]
Seconds = Annotated[float, Field(gt=0, le=300)]
Rate = Annotated[float, Field(gt=0, le=10_000)]


class Limits(BaseModel):
    """A group of settings; a name that is not among them is refused, since a limit that is not set
    because of a typing error would be missed only when it is needed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")


class RateLimits(Limits):
    """Requests a minute, of a person, or of an address where nobody is signed in."""

    reads: Count = 600
    """What only looks."""
    writes: Count = 240
    """What changes something."""
    spends: Count = 60
    """What costs a worker's time: readings, letters, files."""
    credentials: Count = 30
    """What takes a password, a code or a mailed link; of an address, whoever is signed in."""
    registrations_per_hour: Count = 20
    """Accounts made from one address."""
    attempts_per_network: Count = 60
    """Attempts to sign in from one network (/24, /48) in a quarter of an hour, whatever the account."""


class RealtimeLimits(Limits):
    frame_bytes: Annotated[Bytes, Field(le=MIB)] = 64 * KIB
    """A frame from a client; beyond it the socket is closed with 1009."""
    commands_per_second: Rate = 50.0
    """Commands of a connection, in the long run; beyond it the socket is closed with 3013."""
    command_burst: Annotated[float, Field(ge=1, le=10_000)] = 100.0
    """Commands of a connection at once."""
    channels: Count = 128
    """Channels of a connection; beyond it a subscribe is refused with 106."""
    connections_per_user: Count = 20
    """Connections of a person to one process; beyond it the socket is closed with 3504."""
    connections: Count = 10_000
    """Connections of a process; beyond it the handshake is refused with 503."""
    waiting_connections: Count = 1_000
    """Connections that have not said who they are; beyond it the handshake is refused with 503."""
    queue_bytes: Bytes = MIB
    """What waits for one socket; beyond it the socket is closed with 3008."""
    rpc_reply_bytes: Bytes = 256 * KIB
    """The reply of an rpc; beyond it the error is 413."""
    channel_characters: Annotated[int, Field(ge=64, le=1_000)] = 255
    """The name of a channel; beyond it a subscribe is refused with 107."""
    token_bytes: Annotated[Bytes, Field(le=64 * KIB)] = 4 * KIB
    """A token; beyond it the socket is closed with 3500."""
    command_seconds: Annotated[float, Field(gt=0, lt=5)] = 4.0
    """A command; beyond it the error is 100. The browser's library gives up after 5 s."""
    connect_seconds: Seconds = 15.0
    """From the handshake to the connect command; beyond it the socket is closed with 3502."""
    write_seconds: Seconds = 10.0
    """A write that the socket does not take; beyond it the socket is closed with 3009."""
    history: Annotated[int, Field(ge=1, le=5_000)] = 300
    """Publications in one answer of history."""
    tokens_per_minute: Count = 30
    """Tokens for the socket, of one person; beyond it the answer is 429."""
    drain_seconds: Annotated[float, Field(ge=0, le=300)] = 20.0
    """Over which the sockets of a process that leaves are sent away, so that their return is no stampede."""


class DocumentLimits(Limits):
    frame_bytes: Annotated[Bytes, Field(le=MIB)] = 512 * KIB
    """A frame from a client; beyond it the socket is closed with 1009."""
    update_bytes: Annotated[Bytes, Field(le=MIB)] = 256 * KIB
    """An update of a document; beyond it the socket is closed with 4413."""
    document_bytes: Bytes = 4 * MIB
    """A document with its history; beyond it the socket that sent the update is closed with 4413."""
    awareness_bytes: Annotated[Bytes, Field(le=MIB)] = 16 * KIB
    """What a client says of its cursor; beyond it the socket is closed with 4413."""
    members: Count = 32
    """Sockets of a document in one process; beyond it the socket is closed with 3504."""
    connections: Count = 2_000
    """Sockets of documents of a process; beyond it the handshake is refused with 503."""
    connections_per_user: Count = 20
    """Sockets of documents of a person to one process; beyond it the socket is closed with 3504."""
    queue_bytes: Bytes = MIB
    """What may wait for one socket when a frame is added; beyond it the socket is closed with 3008."""
    token_bytes: Annotated[Bytes, Field(le=64 * KIB)] = 4 * KIB
    """A token in the address; beyond it the socket is closed with 4401."""
    frames_per_second: Rate = 200.0
    """Frames of a socket, in the long run; beyond it the socket is closed with 3013."""
    frame_burst: Annotated[float, Field(ge=1, le=10_000)] = 1_000.0
    """Frames of a socket at once."""
    frame_seconds: Seconds = 4.0
    """The handling of a frame, and of a handshake; beyond it the socket is closed with 4503."""
    write_seconds: Seconds = 10.0
    """A write that the socket does not take; beyond it the socket is closed with 3009."""
    silence_seconds: Annotated[float, Field(gt=15, le=300)] = 45.0
    """Silence of a client, who says something every 15 s; beyond it the socket is closed with 3012."""
    reread_seconds: Annotated[int, Field(ge=1, le=300)] = 5
    """Between two looks at the log of an open document, in case a bell was not heard."""
    review_seconds: Annotated[int, Field(ge=1, le=3_600)] = 60
    """Between two looks at the right of a member, in case an order was not heard."""
    compact_entries: Annotated[int, Field(ge=2, le=100_000)] = 200
    """Entries of a log that are merged into the snapshot."""
