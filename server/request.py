"""The request as our handlers see it: with the services, and the person who asks."""

from typing import TYPE_CHECKING
from uuid import UUID

from starlette.requests import Request

from career.errors import Unauthenticated
from career.visitors import Visitor

if TYPE_CHECKING:
    from career.services import Services
    from models.users import User


class AppRequest(Request):
    """`user` and `session_id` are there once the contract has let the person in."""

    _user: "User | None" = None
    _session_id: UUID | None = None

    @property
    def services(self) -> "Services":
        services: Services = self.scope["state"]["services"]
        return services

    def let_in(self, user: "User", session_id: UUID | None) -> None:
        """Without a session it is a program with a key."""
        self._user, self._session_id = user, session_id

    @property
    def person(self) -> "User | None":
        """Whoever is signed in, if anybody is."""
        return self._user

    @property
    def user(self) -> "User":
        if self._user is None:
            raise Unauthenticated
        return self._user

    @property
    def session_id(self) -> UUID:
        if self._session_id is None:
            raise Unauthenticated
        return self._session_id

    @property
    def address(self) -> str:
        """The address of whoever connects; the server has already looked behind trusted proxies."""
        return self.client.host if self.client else ""

    @property
    def visitor(self) -> Visitor:
        return Visitor.at(self.headers.get("user-agent", ""), self.address)
