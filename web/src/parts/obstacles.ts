const WORDS: Record<string, string> = {
  denied: "You did not agree over there. Nothing has happened.",
  stale: "This took longer than ten minutes, or was begun in another browser. Try it again.",
  provider_away: "The provider does not answer right now. Try it again in a moment.",
  refused:
    "The provider's answer does not hold. If it happens again, tell whoever runs this Shortlist.",
  email_missing: "The provider did not tell your e-mail address, and an account needs one.",
  email_unverified: "The provider has not confirmed your e-mail address. Confirm it there first.",
  sign_in_first:
    "There is an account with your address. Sign in to it as you did before, and connect this provider in its settings.",
  identity_taken: "That account is connected to somebody else here.",
  provider_connected: "Another account of this provider is connected already. Disconnect it first.",
  rate_exceeded: "This was tried too often. Wait a moment.",
};

/** Why nobody came in by a provider, from the `problem` of an address. */
export function obstacle(name: string): string {
  return WORDS[name] ?? "This did not work. Try it again.";
}
