"""Who the demo's people are, known without loading what made them."""

from typing import Final

import asyncpg

CANDIDATE: Final = "mira@demo.example"
RECRUITER: Final = "jonas@demo.example"
PASSWORD: Final = "look-around-freely"  # noqa: S105 - known to all, which is why production refuses the demo
LOGINS: Final = f"sign in as {CANDIDATE} or {RECRUITER}, password {PASSWORD}"


async def are_in(database_url: str) -> bool:
    """Whether somebody filled them into this database, which must be migrated."""
    connection = await asyncpg.connect(database_url)
    try:
        return bool(
            await connection.fetchval("SELECT EXISTS (SELECT FROM users WHERE email = $1)", CANDIDATE)
        )
    finally:
        await connection.close()
