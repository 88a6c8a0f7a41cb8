// A certified OpenID provider, `node provider.mjs <port> <redirect address>…`. Its own pages ask for a login and
// a consent. Whoever signs in is called as their login says, and has that address: "zoe" is zoe@example.org.
// The login says what is odd about them: "unverified.zoe" and "mute.zoe" (who tells no address).
import Provider from "oidc-provider";

const [port, ...redirectUris] = process.argv.slice(2);

const claimsOf = (login) => {
  const [oddity, odd] = login.split(".");
  const name = odd ?? login;
  const known = { sub: login, name: `${name[0].toUpperCase()}${name.slice(1)} Odegard` };
  if (oddity === "mute") return known;
  return { ...known, email: `${name}@example.org`, email_verified: oddity !== "unverified" };
};

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: "shortlist",
      client_secret: "the secret of this client",
      redirect_uris: redirectUris,
    },
  ],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  findAccount: (_context, login) => ({ accountId: login, claims: () => claimsOf(login) }),
  pkce: { required: () => true },
  cookies: { keys: ["a key of this test alone"] },
});

provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
