"""What the processes say: one line an event, for people or for machines."""

import logging
import sys
import traceback

import orjson
import structlog
from structlog.typing import Processor

from career.settings import Settings

log = structlog.get_logger()


def configure(settings: Settings) -> None:
    """Send our events and the libraries' warnings to standard output, in the form that LOG_FORMAT names."""
    json = settings.log_format == "json"
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    # Machines get a line a request, so ours goes straight out; only libraries go by way of `logging`.
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer(serializer=_as_json)]
        if json
        else [*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.BytesLoggerFactory() if json else structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=_rendering(json=json))
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    for ours in ("server", "realtime", "tasks", "career", "models"):
        logging.getLogger(ours).setLevel(logging.INFO)


def crashed(event: str, error: BaseException, **context: object) -> None:
    """Log what broke and where, without the message: it may quote what a person wrote."""
    log.error(event, error=type(error).__name__, frames=frames(error), **context)


def frames(error: BaseException) -> list[str]:
    """The last places that it came through."""
    return [
        f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)[-12:]
    ]


def _rendering(*, json: bool) -> list[Processor]:
    last: list[Processor] = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(serializer=_as_text)]
        if json
        else [
            structlog.dev.ConsoleRenderer(
                colors=sys.stdout.isatty(), exception_formatter=structlog.dev.plain_traceback
            )
        ]
    )
    return [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last]


def _as_json(event: object, **_: object) -> bytes:
    return orjson.dumps(event, default=str)


def _as_text(event: object, **_: object) -> str:
    return _as_json(event).decode()
