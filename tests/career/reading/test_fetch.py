"""The fetcher against servers on this machine; only these tests may reach them, by a policy of their own."""

import asyncio
import gzip
import ipaddress
import ssl
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from career.reading.addresses import is_public, system_resolver
from career.reading.fetch import PUBLIC_ONLY, Pace, Page, Policy, Refused, fetch

HTML = "<html><title>Nurse</title><h1>Nurse</h1></html>"
Answer = Callable[[str], bytes]


def answer(body: bytes | str = HTML, *, status: str = "200 OK", **headers: str) -> bytes:
    data = body.encode() if isinstance(body, str) else body
    named = {"content-type": "text/html; charset=utf-8", "content-length": str(len(data))}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in named.items()), "", ""]
    return "\r\n".join(lines).encode() + data


@dataclass
class Server:
    """Answers every request by its path, and remembers what was asked."""

    port: int = 0
    asked: list[str] = field(default_factory=list)

    def policy(self) -> Policy:
        return Policy(allowed=lambda address: address.is_loopback, ports=frozenset({self.port}), total=3.0)

    async def get(self, path: str = "/", *, host: str = "jobs.example.test", **changes: object) -> Page:
        return await fetch(
            f"http://{host}:{self.port}{path}",
            resolver=resolving("127.0.0.1"),
            policy=replace(self.policy(), **changes),  # type: ignore[arg-type]
            pace=Pace(0),
        )


@asynccontextmanager
async def serving(reply: Answer, tls: ssl.SSLContext | None = None) -> AsyncIterator[Server]:
    server = Server()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            request = (await reader.readuntil(b"\r\n\r\n")).decode()
            server.asked.append(request)
            writer.write(reply(request.split(" ")[1]))
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    listening = await asyncio.start_server(talk, "127.0.0.1", 0, ssl=tls)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()
        await listening.wait_closed()


def resolving(*answers: str) -> Callable[[str, int], Awaitable[list[str]]]:
    async def resolver(host: str, port: int) -> list[str]:
        return list(answers)

    return resolver


async def refused(url: str, *answers: str) -> str:
    with pytest.raises(Refused) as caught:
        await fetch(url, resolver=resolving(*answers) if answers else system_resolver, pace=Pace(0))
    return caught.value.reason


class TestAddresses:
    @pytest.mark.parametrize(
        "url",
        [
            "http://169.254.169.254/latest/meta-data/",
            "http://[::ffff:10.0.0.1]/",
            "http://[::ffff:a00:1]/",
            "http://0x7f.1/",
            "http://2130706433/",
            "http://127.1/",
            "http://0/",
            "http://[::1]/",
            "http://[::]/",
            "http://[fe80::1]/",
            "http://[fd00::1]/",
            "http://[2002:7f00:1::]/",
            "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
            "http://[64:ff9b::7f00:1]/",
            "http://10.1.2.3/",
            "http://172.16.0.1/",
            "http://192.168.1.1/",
            "http://100.64.0.1/",
            "http://198.18.0.1/",
            "http://224.0.0.1/",
            "http://240.0.0.1/",
            "http://255.255.255.255/",
            "http://localhost/",
        ],
    )
    async def test_an_address_that_is_not_public_is_refused(self, url: str) -> None:
        reason = await refused(url)
        assert reason == "This address is not on the public internet."

    @pytest.mark.parametrize(
        "inner", ["10.0.0.7", "127.0.0.1", "fe80::1%eth0", "::ffff:192.168.0.1", "rubbish"]
    )
    async def test_one_private_address_among_public_ones_is_enough(self, inner: str) -> None:
        reason = await refused("http://jobs.example.test/", "93.184.215.14", inner)
        assert inner not in reason
        assert "93.184.215.14" not in reason

    @pytest.mark.parametrize("text", ["93.184.215.14", "1.1.1.1", "2606:4700:4700::1111"])
    def test_ordinary_addresses_are_public(self, text: str) -> None:
        assert is_public(ipaddress.ip_address(text))

    async def test_a_host_without_an_address_is_refused(self) -> None:
        async def nothing(host: str, port: int) -> list[str]:
            raise OSError

        with pytest.raises(Refused, match="no site"):
            await fetch("http://nowhere.example.test/", resolver=nothing, pace=Pace(0))

    async def test_the_address_checked_is_the_address_connected_to(self) -> None:
        answers = iter([["127.0.0.1"], ["10.0.0.1"]])

        async def rebinding(host: str, port: int) -> list[str]:
            return next(answers)

        async with serving(lambda _: answer()) as server:
            url = f"http://jobs.example.test:{server.port}/"
            page = await fetch(url, resolver=rebinding, policy=server.policy(), pace=Pace(0))
        assert page.html == HTML
        assert f"host: jobs.example.test:{server.port}" in server.asked[0].lower()

    async def test_the_default_policy_does_not_reach_this_machine(self) -> None:
        async with serving(lambda _: answer()) as server:
            await refused(f"http://127.0.0.1:{server.port}/")
            policy = replace(PUBLIC_ONLY, ports=frozenset({server.port}))
            with pytest.raises(Refused):
                await fetch(f"http://127.0.0.1:{server.port}/", policy=policy, pace=Pace(0))
        assert server.asked == []


class TestSpelling:
    @pytest.mark.parametrize(
        "url",
        [
            "file:///etc/passwd",
            "ftp://example.com/",
            "gopher://example.com/",
            "javascript:alert(1)",
            "//example.com/",
            "example.com",
            "",
            "http://",
            "http:///path",
            "http://example.com:22/",
            "http://example.com:8080/",
            "https://example.com:6379/",
            "http://user:pass@example.com/",
            "http://user@example.com/",
            "http://example.com\\@127.0.0.1/",
            "http://exa mple.com/",
            "http://example.com/\r\nHost: inner",
            "http://\u202eexample.com/",
            "http://example.com/" + "a" * 2_000,
            "http://example.com:99999/",
            "http://[::1/",
            "https://www.linkedin.com/jobs/view/1",
            "https://LinkedIn.com./jobs/view/1",
            "https://de.linkedin.com/jobs/view/1",
        ],
    )
    async def test_it_is_refused_before_anything_is_asked(self, url: str) -> None:
        async def never(host: str, port: int) -> list[str]:
            pytest.fail("asked the name server")

        with pytest.raises(Refused):
            await fetch(url, resolver=never, pace=Pace(0))

    async def test_linkedin_says_what_to_do(self) -> None:
        assert "paste the text" in await refused("https://www.linkedin.com/jobs/view/1")

    async def test_a_name_in_other_letters_is_asked_for_by_idna(self) -> None:
        asked = []

        async def resolver(host: str, port: int) -> list[str]:
            asked.append(host)
            return []

        with pytest.raises(Refused):
            await fetch("https://bücher.example/", resolver=resolver, pace=Pace(0))
        assert asked == ["xn--bcher-kva.example"]


class TestRedirects:
    async def test_it_follows_three(self) -> None:
        def reply(path: str) -> bytes:
            step = int(path[1:])
            return answer() if step == 3 else answer("", status="302 Found", location=f"/{step + 1}")

        async with serving(reply) as server:
            page = await server.get("/0")
        assert page.html == HTML
        assert page.url == f"http://jobs.example.test:{server.port}/3"

    async def test_it_does_not_follow_four(self) -> None:
        async with serving(lambda _: answer("", status="302 Found", location="/again")) as server:
            with pytest.raises(Refused, match="too often"):
                await server.get()
        assert len(server.asked) == 4

    @pytest.mark.parametrize(
        "target",
        [
            "http://inner.test/",
            "http://127.0.0.2/",
            "//127.0.0.2/",
            "http://[::1]/",
            "http://0x7f.2/",
            "http://169.254.169.254/",
            "http://10.0.0.1/",
            "file:///etc/passwd",
            "http://jobs.example.test:22/",
            "http://a:b@jobs.example.test/",
            "http://[::1",
        ],
    )
    async def test_each_one_is_checked_from_the_start(self, target: str) -> None:
        """One address of this machine plays the public internet, every other address is inside."""
        async with serving(lambda _: answer("", status="302 Found", location=target)) as server:
            hosts = {"jobs.example.test": "127.0.0.1", "inner.test": "127.0.0.2"}

            async def resolver(host: str, port: int) -> list[str]:
                return [hosts[host]] if host in hosts else await system_resolver(host, port)

            policy = replace(
                server.policy(),
                allowed=lambda address: str(address) == "127.0.0.1",
                ports=frozenset({80, server.port}),
            )
            url = f"http://jobs.example.test:{server.port}/"
            with pytest.raises(Refused) as caught:
                await fetch(url, resolver=resolver, policy=policy, pace=Pace(0))
        assert not any(inner in caught.value.reason for inner in ("127.", "169.", "10.", "::1"))
        assert len(server.asked) == 1


class TestLimits:
    async def test_a_server_that_never_answers(self) -> None:
        async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.read()
            writer.close()

        listening = await asyncio.start_server(silent, "127.0.0.1", 0)
        port = listening.sockets[0].getsockname()[1]
        started = time.monotonic()
        with pytest.raises(Refused, match="in time"):
            await Server(port).get(total=0.3)
        assert time.monotonic() - started < 2
        listening.close()
        await listening.wait_closed()

    async def test_a_server_that_drips(self) -> None:
        async def dripping(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n")
            try:
                while not reader.at_eof():
                    writer.write(b"x")
                    await writer.drain()
                    await asyncio.sleep(0.05)
            except ConnectionError:
                pass
            finally:
                writer.close()

        listening = await asyncio.start_server(dripping, "127.0.0.1", 0)
        with pytest.raises(Refused, match="in time"):
            await Server(listening.sockets[0].getsockname()[1]).get(total=0.4)
        listening.close()
        await listening.wait_closed()

    async def test_nothing_listens(self) -> None:
        async with serving(lambda _: answer()) as server:
            pass
        with pytest.raises(Refused, match="could not be reached"):
            await server.get()

    async def test_ten_seconds_and_three_megabytes_are_the_limits(self) -> None:
        assert (PUBLIC_ONLY.total, PUBLIC_ONLY.connect) == (10.0, 5.0)
        assert PUBLIC_ONLY.largest == 3_000_000
        assert PUBLIC_ONLY.ports == {80, 443}

    async def test_a_page_that_says_it_is_too_large(self) -> None:
        async with serving(lambda _: answer("", content_length="3000001")) as server:
            with pytest.raises(Refused, match="3 MB"):
                await server.get()

    async def test_a_page_that_is_too_large_and_does_not_say_so(self) -> None:
        head = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nconnection: close\r\n\r\n"
        async with serving(lambda _: head + b"x" * 3_100_000) as server:
            with pytest.raises(Refused, match="3 MB"):
                await server.get()

    async def test_a_gzip_bomb(self) -> None:
        bomb = gzip.compress(b"\0" * 50_000_000)
        async with serving(lambda _: answer(bomb, content_encoding="gzip")) as server:
            with pytest.raises(Refused):
                await server.get()

    async def test_a_small_bomb_by_its_ratio(self) -> None:
        bomb = gzip.compress(b"\0" * 1_000_000)
        async with serving(lambda _: answer(bomb, content_encoding="gzip")) as server:
            with pytest.raises(Refused, match="packed"):
                await server.get()

    @pytest.mark.parametrize("encoding", ["gzip, gzip", "br", "zstd", "compress"])
    async def test_encodings_that_were_not_asked_for(self, encoding: str) -> None:
        async with serving(lambda _: answer(content_encoding=encoding)) as server:
            with pytest.raises(Refused):
                await server.get()

    async def test_broken_gzip(self) -> None:
        async with serving(lambda _: answer(b"not gzip", content_encoding="gzip")) as server:
            with pytest.raises(Refused):
                await server.get()

    async def test_an_honest_gzip_page(self) -> None:
        async with serving(lambda _: answer(gzip.compress(HTML.encode()), content_encoding="gzip")) as server:
            assert (await server.get()).html == HTML

    async def test_one_request_a_second_to_a_host(self) -> None:
        pace = Pace(0.2)
        started = time.monotonic()
        await asyncio.gather(pace.wait("a"), pace.wait("a"), pace.wait("b"))
        assert 0.2 <= time.monotonic() - started < 0.35


class TestAnswers:
    async def test_who_asks_and_what_is_sent(self) -> None:
        async with serving(lambda _: answer(set_cookie="a=b")) as server:
            page = await server.get("/jobs/1?x=y#part")
            await server.get()
        assert page.url.endswith("/jobs/1?x=y")
        assert datetime.now(UTC) - page.fetched_at < timedelta(minutes=1)
        for asked in server.asked:
            assert "user-agent: Shortlist/" in asked.replace("User-Agent", "user-agent")
            assert "cookie" not in asked.lower()
            assert "authorization" not in asked.lower()

    @pytest.mark.parametrize(
        ("status", "words"),
        [("404 Not Found", "gone"), ("410 Gone", "gone"), ("403 Forbidden", "Paste"), ("500 Error", "error")],
    )
    async def test_other_statuses(self, status: str, words: str) -> None:
        async with serving(lambda _: answer(status=status)) as server:
            with pytest.raises(Refused, match=words):
                await server.get()

    @pytest.mark.parametrize("kind", ["application/pdf", "text/plain", "image/png", "application/json", ""])
    async def test_other_types(self, kind: str) -> None:
        async with serving(lambda _: answer(content_type=kind)) as server:
            with pytest.raises(Refused, match="not to a web page"):
                await server.get()

    async def test_json_of_a_known_board(self) -> None:
        async with serving(lambda _: answer('{"title": "Nurse"}', content_type="application/json")) as server:
            page = await server.get("/v0/postings/acme/1", host="api.lever.co")
        assert page.json == {"title": "Nurse"}
        assert page.html == ""

    @pytest.mark.parametrize("body", ["{", "[" * 100_000, ""])
    async def test_broken_json_of_a_known_board(self, body: str) -> None:
        async with serving(lambda _: answer(body, content_type="application/json")) as server:
            with pytest.raises(Refused):
                await server.get(host="api.lever.co")

    @pytest.mark.parametrize(
        ("body", "kind"),
        [
            ("Pflegefachkraft für Köln".encode("cp1252"), "text/html"),
            ("Pflegefachkraft für Köln".encode("latin-1"), "text/html; charset=iso-8859-1"),
            ("Pflegefachkraft für Köln".encode("utf-16"), "text/html"),
            ("Pflegefachkraft für Köln".encode(), "text/html; charset=punycode"),
            ("Pflegefachkraft für Köln".encode(), "text/html; charset=zip"),
            ('<meta charset="windows-1252">Pflegefachkraft für Köln'.encode("cp1252"), "text/html"),
        ],
    )
    async def test_letters_survive(self, body: bytes, kind: str) -> None:
        async with serving(lambda _: answer(body, content_type=kind)) as server:
            assert (await server.get()).html.endswith("Pflegefachkraft für Köln")


class TestTls:
    async def test_the_name_asked_for_is_the_name_checked(self, tmp_path: Path) -> None:
        ours, theirs = certified(tmp_path, "jobs.example.test")
        async with serving(lambda _: answer(), tls=theirs) as server:
            policy = replace(server.policy(), tls=ours)
            resolver = resolving("127.0.0.1")
            url = f"https://jobs.example.test:{server.port}/"
            page = await fetch(url, resolver=resolver, policy=policy, pace=Pace(0))
            assert page.html == HTML
            other = f"https://other.example.test:{server.port}/"
            with pytest.raises(Refused):
                await fetch(other, resolver=resolver, policy=policy, pace=Pace(0))

    async def test_a_certificate_that_nobody_vouches_for(self, tmp_path: Path) -> None:
        _, theirs = certified(tmp_path, "jobs.example.test")
        async with serving(lambda _: answer(), tls=theirs) as server:
            url = f"https://jobs.example.test:{server.port}/"
            with pytest.raises(Refused):
                await fetch(url, resolver=resolving("127.0.0.1"), policy=server.policy(), pace=Pace(0))

    async def test_from_safe_to_unsafe(self, tmp_path: Path) -> None:
        ours, theirs = certified(tmp_path, "jobs.example.test")

        def reply(_: str) -> bytes:
            return answer("", status="302 Found", location=f"http://jobs.example.test:{server.port}/")

        async with serving(reply, tls=theirs) as server:
            policy = replace(server.policy(), tls=ours)
            url = f"https://jobs.example.test:{server.port}/"
            with pytest.raises(Refused, match="unsafe"):
                await fetch(url, resolver=resolving("127.0.0.1"), policy=policy, pace=Pace(0))


def certified(folder: Path, host: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A client that trusts one certificate, and the server that has it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = certificate.public_bytes(serialization.Encoding.PEM)
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "server.pem").write_bytes(secret + pem)
    theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    theirs.load_cert_chain(folder / "server.pem")
    return ssl.create_default_context(cadata=pem.decode()), theirs
