"""The peer of `bench.http`: one query, one `json.dumps`, nothing else."""

import json
import os
from typing import Any

import asyncpg
import uvicorn

QUERY = """
    SELECT id, title, company, remote, status, summary, created_at
    FROM jobs WHERE user_id = $1 ORDER BY id DESC LIMIT 21
"""


class Bare:
    def __init__(self) -> None:
        self.pool: asyncpg.Pool | None = None

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await receive()
            self.pool = await asyncpg.create_pool(os.environ["BARE_DATABASE"], min_size=8, max_size=8)
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await send({"type": "lifespan.shutdown.complete"})
            return
        assert self.pool is not None
        user_id = scope["query_string"].decode().removeprefix("user=")
        rows = await self.pool.fetch(QUERY, user_id)
        items = [
            {
                "id": str(row["id"]),
                "title": row["title"],
                "company": row["company"],
                "remote": row["remote"],
                "status": row["status"],
                "created_at": row["created_at"].isoformat(),
                **json.loads(row["summary"]),
            }
            for row in rows
        ]
        body = json.dumps({"items": items}).encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})


if __name__ == "__main__":
    uvicorn.run(
        Bare(), port=int(os.environ["BARE_PORT"]), loop="uvloop", http="httptools", log_level="warning"
    )
