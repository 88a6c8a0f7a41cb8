"""Signing in with an account elsewhere, at a real OpenID provider."""

import asyncio
from collections.abc import AsyncIterator
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from career.mailer import MemoryMailer
from career.oauth.providers import configured
from career.services import Services
from career.settings import OAuthSettings
from models.audit import AuditEntry, AuditKind
from models.identities import Identity
from models.sessions import Session
from models.users import Role, User
from tests.server.test_rates import limited
from tests.support.accounts import enrol, sign_in, user_of, verify
from tests.support.house import ORIGIN, PASSWORD, House, run_jobs
from tests.support.oidc import Issuer, go_through, openid_provider

OAUTH = "/api/v1/auth/oauth"
IDENTITIES = "/api/v1/auth/identities"
CALLBACK = f"{ORIGIN}{OAUTH}/oidc/callback"


@pytest.fixture(scope="session")
async def issuer() -> AsyncIterator[Issuer]:
    async with openid_provider(CALLBACK) as running:
        yield running


@pytest.fixture(autouse=True)
def offered(services: Services, issuer: Issuer) -> None:
    assert isinstance(services.providers, dict)
    services.providers["oidc"] = issuer.provider()


async def leave(browser: httpx2.AsyncClient, **query: str) -> str:
    """Where the button leads."""
    answer = await browser.get(f"{OAUTH}/oidc/start", params=query)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


async def come(browser: httpx2.AsyncClient, login: str, **query: str) -> str:
    """Press the button, sign in over there, and say which screen that ends on."""
    back = await go_through(await leave(browser, **query), login)
    return screen(await browser.get(back))


def screen(answer: httpx2.Response) -> str:
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


async def refreshed(browser: httpx2.AsyncClient) -> dict[str, str]:
    """What the browser application does first: the cookie tells who came in."""
    answer = await browser.post("/api/v1/auth/refresh", json={})
    assert answer.status_code == 200, answer.text
    browser.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
    return answer.json()["user"]


class TestProviders:
    async def test_what_is_configured_is_offered(self, client: httpx2.AsyncClient) -> None:
        assert (await client.get(OAUTH)).json() == {"items": [{"name": "oidc", "label": "Example"}]}

    def test_one_without_an_id_is_not(self) -> None:
        assert list(configured(OAuthSettings())) == []
        given = dict.fromkeys(
            ("google_client_id", "github_client_id", "linkedin_client_id", "oidc_client_id"), "ours"
        )
        everything = OAuthSettings(**given, oidc_issuer="https://id.example.org")
        assert list(configured(everything)) == ["google", "github", "linkedin", "oidc"]

    async def test_another_one_is_not_found(self, client: httpx2.AsyncClient) -> None:
        for path in ("start", "callback"):
            assert (await client.get(f"{OAUTH}/myspace/{path}")).status_code == 404


class TestStart:
    async def test_state_nonce_and_pkce_are_new_each_time_and_bound_to_the_browser(
        self, client: httpx2.AsyncClient, app: House
    ) -> None:
        asked = [parse_qs(urlsplit(await leave(client)).query) for _ in range(2)]
        for query in asked:
            assert query["redirect_uri"] == [CALLBACK]
            assert query["code_challenge_method"] == ["S256"]
            assert query["scope"] == ["openid email profile"]
        for name in ("state", "nonce", "code_challenge"):
            values = [query[name][0] for query in asked]
            assert len(set(values)) == 2
            assert min(map(len, values)) >= 43  # 256 bits
        back = await go_through(await leave(client), "zoe")
        async with app.client() as other:
            assert screen(await other.get(back)) == "/sign-in?problem=stale"

    async def test_the_cookie_is_sealed_and_out_of_a_scripts_reach(self, client: httpx2.AsyncClient) -> None:
        answer = await client.get(f"{OAUTH}/oidc/start")
        cookie = answer.headers["set-cookie"]
        assert {"HttpOnly", "SameSite=lax", f"Path={OAUTH}", "Max-Age=600"} <= set(cookie.split("; "))
        state = parse_qs(urlsplit(answer.headers["location"]).query)["state"][0]
        assert state not in cookie

    @pytest.mark.parametrize(
        "elsewhere", ["https://evil.example", "//evil.example", "/\\evil.example", "/a\nb", "jobs", "/a#b"]
    )
    async def test_it_leads_to_screens_of_this_site_alone(
        self, client: httpx2.AsyncClient, elsewhere: str
    ) -> None:
        answer = await client.get(f"{OAUTH}/oidc/start", params={"next": elsewhere})
        assert answer.status_code == 422

    async def test_a_provider_that_is_away_is_told(
        self, client: httpx2.AsyncClient, services: Services
    ) -> None:
        assert isinstance(services.providers, dict)
        services.providers["oidc"] = Issuer("http://127.0.0.1:9").provider()
        assert await leave(client) == "/sign-in?problem=provider_away"


class TestArriving:
    async def test_a_newcomer_has_an_account_with_a_confirmed_address(
        self, client: httpx2.AsyncClient
    ) -> None:
        assert await come(client, "zoe", role="recruiter", next="/jobs?mine=1") == (
            "/sign-in/finished?next=%2Fjobs%3Fmine%3D1"
        )
        user = await refreshed(client)
        shown = {name: user[name] for name in ("email", "name", "role", "email_verified", "has_password")}
        assert shown == {
            "email": "zoe@example.org",
            "name": "Zoe Odegard",
            "role": "recruiter",
            "email_verified": True,
            "has_password": False,
        }
        [identity] = (await client.get(IDENTITIES)).json()["items"]
        assert (identity["provider"], identity["label"], identity["email"]) == (
            "oidc",
            "Example",
            "zoe@example.org",
        )

    async def test_whoever_was_here_before_has_the_same_account(
        self, client: httpx2.AsyncClient, app: House
    ) -> None:
        await come(client, "zoe")
        first = await refreshed(client)
        # Their address here is another one by now; the provider's own id is what counts.
        await User.filter(id=first["id"]).update(email="zoe@elsewhere.example")
        async with app.client() as later:
            await come(later, "zoe", role="recruiter")
            again = await refreshed(later)
        assert (again["id"], again["role"]) == (first["id"], "candidate")
        assert await User.all().count() == 1
        kinds = [entry.kind for entry in await AuditEntry.filter(user_id=first["id"]).order_by("id")]
        assert kinds == [AuditKind.REGISTERED, AuditKind.SIGNED_IN]

    async def test_of_two_who_come_at_once_one_has_an_account(self, app: House) -> None:
        async with app.client() as one, app.client() as other:
            backs = [await go_through(await leave(browser), "zoe") for browser in (one, other)]
            answers = await asyncio.gather(one.get(backs[0]), other.get(backs[1]))
        assert {"/sign-in/finished?next=%2F"} <= {screen(answer) for answer in answers}
        assert (await User.all().count(), await Identity.all().count()) == (1, 1)

    async def test_whoever_declines_is_back_where_they_were(self, client: httpx2.AsyncClient) -> None:
        back = await go_through(await leave(client), "zoe", agrees=False)
        assert screen(await client.get(back)) == "/sign-in?problem=denied"
        assert not await User.all().exists()

    async def test_a_code_is_good_once(self, client: httpx2.AsyncClient) -> None:
        address = await leave(client)
        flow = client.cookies["shortlist_oauth"]
        back = await go_through(address, "zoe")
        await client.get(back)
        assert "shortlist_oauth" not in client.cookies
        assert screen(await client.get(back)) == "/sign-in?problem=stale"
        # Even with the cookie: the provider gives nothing for it a second time.
        answer = await client.get(back, headers={"Cookie": f"shortlist_oauth={flow}"})
        assert screen(answer) == "/sign-in?problem=refused"

    async def test_a_state_of_ones_own_making_is_none(self, client: httpx2.AsyncClient) -> None:
        back = await go_through(await leave(client), "zoe")
        state = parse_qs(urlsplit(back).query)["state"][0]
        answer = await client.get(back.replace(state, "of-my-own"))
        assert screen(answer) == "/sign-in?problem=stale"
        assert not await User.all().exists()

    async def test_an_answer_of_another_issuer_is_none(
        self, client: httpx2.AsyncClient, issuer: Issuer
    ) -> None:
        back = httpx2.URL(await go_through(await leave(client), "zoe"))
        assert back.params["iss"] == issuer.address
        answer = await client.get(back.copy_set_param("iss", "https://evil.example"))
        assert screen(answer) == "/sign-in?problem=refused"

    @pytest.mark.parametrize(
        ("login", "problem"), [("unverified.zoe", "email_unverified"), ("mute.zoe", "email_missing")]
    )
    async def test_nobody_comes_in_by_an_address_that_nobody_vouches_for(
        self, client: httpx2.AsyncClient, login: str, problem: str
    ) -> None:
        assert await come(client, login) == f"/sign-in?problem={problem}"
        assert not await User.all().exists()

    async def test_accounts_made_from_one_network_are_counted(self, app: House) -> None:
        house = limited(app, registrations_per_hour=1)
        async with house.client() as one, house.client() as other:
            assert await come(one, "yusuf") == "/sign-in/finished?next=%2F"
            assert await come(other, "zoe") == "/sign-in?problem=rate_exceeded"


class TestTakenAddress:
    async def test_it_is_linked_after_the_password_of_its_account(
        self, alice: httpx2.AsyncClient, client: httpx2.AsyncClient, mailbox: MemoryMailer, services: Services
    ) -> None:
        owner = await user_of(alice)
        assert not owner.email_verified
        assert await come(client, "alice", next="/jobs") == "/sign-in/proof"
        assert not await Identity.all().exists()
        assert (await client.post("/api/v1/auth/refresh", json={})).status_code == 401
        wanted = (await client.get(f"{OAUTH}/proof")).json()
        assert wanted == {
            "provider": "Example",
            "email": "alice@example.org",
            "wanted": "password",
            "next": "/jobs",
        }
        wrong = await client.post(f"{OAUTH}/proof", json={"password": "not her password"})
        assert (wrong.status_code, wrong.json()["type"]) == (403, "wrong_password")
        answer = await client.post(f"{OAUTH}/proof", json={"password": PASSWORD})
        assert answer.status_code == 200
        assert (answer.json()["user"]["id"], answer.json()["user"]["email_verified"]) == (str(owner.id), True)
        await run_jobs(services)
        assert mailbox.messages[-1].subject == "Example is connected to your account"
        # It is spent; from now on the provider is enough.
        assert (await client.get(f"{OAUTH}/proof")).status_code == 401
        assert await come(client, "alice") == "/sign-in/finished?next=%2F"

    async def test_its_cookie_is_of_no_use_elsewhere(
        self, alice: httpx2.AsyncClient, client: httpx2.AsyncClient
    ) -> None:
        back = await go_through(await leave(client), "alice")
        cookies = [
            value for name, value in (await client.get(back)).headers.multi_items() if name == "set-cookie"
        ]
        [proof] = [cookie for cookie in cookies if cookie.startswith("shortlist_proof=")]
        assert {"HttpOnly", "SameSite=strict", f"Path={OAUTH}"} <= set(proof.split("; "))
        sealed = proof.split("; ")[0].partition("=")[2]
        for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
            answer = await client.post(f"{OAUTH}/proof", json={"password": PASSWORD}, headers=headers)
            assert answer.status_code == 403
        # One sealed for the other purpose does not open.
        answer = await client.get(back, headers={"Cookie": f"shortlist_oauth={sealed}"})
        assert screen(answer) == "/sign-in?problem=stale"

    async def test_the_second_factor_is_asked_for_as_well(
        self, alice: httpx2.AsyncClient, client: httpx2.AsyncClient
    ) -> None:
        app, _ = await enrol(alice)
        await come(client, "alice")
        answer = await client.post(f"{OAUTH}/proof", json={"password": PASSWORD})
        assert (answer.status_code, answer.json()["type"]) == (401, "totp_required")
        assert not await Identity.all().exists()
        answer = await client.post(f"{OAUTH}/proof", json={"password": PASSWORD, "totp": app.now()})
        assert answer.status_code == 200

    async def test_an_account_of_another_provider_is_reached_by_that_one(
        self, client: httpx2.AsyncClient
    ) -> None:
        await User.create(email="zoe@example.org", name="Zoe", role=Role.CANDIDATE)
        assert await come(client, "zoe") == "/sign-in?problem=sign_in_first"

    async def test_an_account_of_somebody_else_over_there_stays_theirs(
        self, alice: httpx2.AsyncClient, client: httpx2.AsyncClient
    ) -> None:
        await Identity.create(user=await user_of(alice), provider="oidc", subject="of before")
        assert await come(client, "alice") == "/sign-in?problem=provider_connected"

    async def test_guesses_are_counted_as_at_signing_in(
        self, alice: httpx2.AsyncClient, client: httpx2.AsyncClient
    ) -> None:
        await come(client, "alice")
        guesses = [
            (await client.post(f"{OAUTH}/proof", json={"password": "not hers at all"})).status_code
            for _ in range(6)
        ]
        assert guesses == [403] * 5 + [429]


class TestSecondFactor:
    async def test_the_provider_does_not_stand_in_for_it(
        self, alice: httpx2.AsyncClient, client: httpx2.AsyncClient
    ) -> None:
        await come(client, "alice")
        await client.post(f"{OAUTH}/proof", json={"password": PASSWORD})
        app, codes = await enrol(alice)
        assert await come(client, "alice") == "/sign-in/proof"
        assert (await client.get(f"{OAUTH}/proof")).json()["wanted"] == "code"
        for given, status in ((None, 401), ("000000", 401), (app.now(), 200)):
            assert (await client.post(f"{OAUTH}/proof", json={"totp": given})).status_code == status
        await come(client, "alice")
        assert (await client.post(f"{OAUTH}/proof", json={"totp": codes[0]})).status_code == 200

    async def test_who_was_disconnected_meanwhile_stays_outside(
        self, alice: httpx2.AsyncClient, client: httpx2.AsyncClient
    ) -> None:
        await come(client, "alice")
        await client.post(f"{OAUTH}/proof", json={"password": PASSWORD})
        app, _ = await enrol(alice)
        await come(client, "alice")
        await Identity.all().delete()
        answer = await client.post(f"{OAUTH}/proof", json={"totp": app.now()})
        assert (answer.status_code, answer.json()["type"]) == (401, "proof_stale")


class TestConnecting:
    async def connect(self, person: httpx2.AsyncClient, login: str, **proof: str | None) -> str:
        answer = await person.post(f"{OAUTH}/oidc/links", json=proof)
        assert answer.status_code == 200, answer.text
        return screen(await person.get(await go_through(answer.json()["authorization_url"], login)))

    async def test_any_identity_of_ones_own_is_connected(
        self, alice: httpx2.AsyncClient, client: httpx2.AsyncClient
    ) -> None:
        user = await verify(alice)
        assert await self.connect(alice, "zoe", password=PASSWORD) == "/account/connections?connected=oidc"
        await come(client, "zoe")
        assert (await refreshed(client))["id"] == str(user.id)
        kinds = {entry.kind for entry in await AuditEntry.filter(user_id=user.id)}
        assert AuditKind.PROVIDER_LINKED in kinds
        # Twice is once.
        assert await self.connect(alice, "zoe", password=PASSWORD) == "/account/connections?connected=oidc"
        assert await Identity.all().count() == 1

    async def test_it_takes_a_password_and_a_code_and_a_confirmed_address(
        self, alice: httpx2.AsyncClient
    ) -> None:
        links = f"{OAUTH}/oidc/links"
        answer = await alice.post(links, json={"password": PASSWORD})
        assert (answer.status_code, answer.json()["type"]) == (403, "email_unverified")
        await verify(alice)
        answer = await alice.post(links, json={"password": "not her password"})
        assert (answer.status_code, answer.json()["type"]) == (403, "wrong_password")
        app, _ = await enrol(alice)
        answer = await alice.post(links, json={"password": PASSWORD})
        assert (answer.status_code, answer.json()["type"]) == (403, "totp_required")
        assert (await alice.post(links, json={"password": PASSWORD, "totp": app.now()})).status_code == 200

    async def test_somebody_elses_is_not(self, alice: httpx2.AsyncClient, app: House) -> None:
        async with app.client() as zoe:
            await come(zoe, "zoe")
        await verify(alice)
        assert (
            await self.connect(alice, "zoe", password=PASSWORD)
            == "/account/connections?problem=identity_taken"
        )

    async def test_one_account_has_one_of_a_provider(self, alice: httpx2.AsyncClient) -> None:
        await verify(alice)
        await self.connect(alice, "zoe", password=PASSWORD)
        ended = await self.connect(alice, "yusuf", password=PASSWORD)
        assert ended == "/account/connections?problem=provider_connected"

    async def test_whoever_signed_out_meanwhile_connects_nothing(self, alice: httpx2.AsyncClient) -> None:
        await verify(alice)
        answer = await alice.post(f"{OAUTH}/oidc/links", json={"password": PASSWORD})
        back = await go_through(answer.json()["authorization_url"], "zoe")
        await alice.post("/api/v1/auth/logout")
        assert screen(await alice.get(back)) == "/account/connections?problem=stale"
        assert not await Identity.all().exists()


class TestDisconnecting:
    async def test_the_way_is_closed_and_the_person_hears_of_it(
        self, alice: httpx2.AsyncClient, client: httpx2.AsyncClient, mailbox: MemoryMailer, services: Services
    ) -> None:
        await come(client, "alice")
        await client.post(f"{OAUTH}/proof", json={"password": PASSWORD})
        [identity] = (await alice.get(IDENTITIES)).json()["items"]
        assert (await alice.delete(f"{IDENTITIES}/{identity['id']}")).status_code == 204
        await run_jobs(services)
        assert mailbox.messages[-1].subject == "Example is no longer connected"
        assert await come(client, "alice") == "/sign-in/proof"

    async def test_the_last_way_in_stays(self, client: httpx2.AsyncClient) -> None:
        await come(client, "zoe")
        user = await refreshed(client)
        [identity] = (await client.get(IDENTITIES)).json()["items"]
        answer = await client.delete(f"{IDENTITIES}/{identity['id']}")
        assert (answer.status_code, answer.json()["type"]) == (409, "last_way_in")
        other = await Identity.create(user_id=user["id"], provider="google", subject="1")
        answers = await asyncio.gather(
            client.delete(f"{IDENTITIES}/{identity['id']}"), client.delete(f"{IDENTITIES}/{other.id}")
        )
        assert sorted(answer.status_code for answer in answers) == [204, 409]


class TestWithoutAPassword:
    async def test_a_fresh_sign_in_is_proof_enough_to_leave(
        self, client: httpx2.AsyncClient, app: House
    ) -> None:
        await come(client, "zoe")
        user = await refreshed(client)
        session = Session.filter(user_id=user["id"])
        began = (await session.get()).created_at
        await session.update(created_at=began.replace(year=began.year - 1))
        answer = await client.request("DELETE", "/api/v1/me", json={})
        assert (answer.status_code, answer.json()["type"]) == (403, "sign_in_again")
        await session.update(created_at=began)
        assert (await client.request("DELETE", "/api/v1/me", json={})).status_code == 204
        assert not await Identity.all().exists()

    async def test_no_password_opens_the_account(self, client: httpx2.AsyncClient, app: House) -> None:
        await come(client, "zoe")
        async with app.client() as stranger:
            for guess in ("", "None", PASSWORD):
                assert (await sign_in(stranger, "zoe", guess)).status_code == 401
