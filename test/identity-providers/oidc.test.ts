import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LockstepError } from "#services/core/errors";
import { openOidcProvider } from "#services/identity-providers/oidc/open-oidc-provider";
import type { IdentityProvider, KeptSignIn } from "#services/ports/identity-provider";
import { openBrowser } from "#test/fakes/browse";
import { signInAtProvider } from "#test/fakes/sign-in-at-provider";
import { MO_BANKS, OIDC_CLIENT, type OidcProvider, startOidcProvider } from "#test/fakes/start-oidc-provider";

const RETURN = "http://127.0.0.1:1/sign-in/return";
let provider: OidcProvider;

before(async () => {
  provider = await startOidcProvider({ returnAddresses: [RETURN] });
});

after(() => provider.stop());

function open(more: { readonly clientSecret?: string; readonly now?: () => Date } = {}): IdentityProvider {
  return openOidcProvider({
    declared: { issuer: provider.issuer, clientId: OIDC_CLIENT.clientId },
    clientSecret: OIDC_CLIENT.clientSecret,
    returnAddress: RETURN,
    now: () => new Date(),
    ...more,
  });
}

/** Signs in as far as the way back. */
async function goThere(
  opened: IdentityProvider,
  login = "mo",
): Promise<{ kept: KeptSignIn; returned: URLSearchParams }> {
  const { address, kept } = await opened.begin();
  const until = (to: string): boolean => to.startsWith(RETURN);
  const back = await signInAtProvider(openBrowser(), { address, login, until });
  return { kept, returned: new URL(back.address).searchParams };
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert(error instanceof LockstepError, String(error));
  return error.code;
}

test("knows who signed in by the id that the provider never gives to another", async () => {
  const opened = open();
  const { kept, returned } = await goThere(opened);
  assert.deepEqual(await opened.complete(returned, kept), {
    account: MO_BANKS.claims.oid,
    name: "Mo Banks",
    groups: MO_BANKS.claims.groups,
  });
});

test("asks with PKCE, a state and a nonce, each new each time", async () => {
  const opened = open();
  const [one, other] = [await opened.begin(), await opened.begin()];
  const query = new URL(one.address).searchParams;
  assert.equal(query.get("code_challenge_method"), "S256");
  assert.equal(query.get("response_type"), "code");
  for (const name of ["state", "nonce", "code_challenge"]) {
    assert.notEqual(query.get(name), null, name);
    assert.notEqual(query.get(name), new URL(other.address).searchParams.get(name), name);
  }
  assert.equal(one.address.includes(one.kept.verifier), false);
});

test("knows of no group where the provider says that there are more than it writes down", async () => {
  const opened = open();
  const { kept, returned } = await goThere(opened, "ros");
  assert.equal((await opened.complete(returned, kept)).groups, "untold");
});

for (const [what, change] of [
  ["a state", { state: "another" }],
  ["a nonce", { nonce: "another" }],
  ["a PKCE verifier", { verifier: "another-verifier-that-is-long-enough-for-the-standard" }],
] as const) {
  test(`refuses whoever comes back with ${what} of another sign-in`, async () => {
    const opened = open();
    const { kept, returned } = await goThere(opened);
    assert.equal(await codeOf(opened.complete(returned, { ...kept, ...change })), "sign-in-refused");
  });
}

test("takes a way back once", async () => {
  const opened = open();
  const { kept, returned } = await goThere(opened);
  await opened.complete(returned, kept);
  assert.equal(await codeOf(opened.complete(returned, kept)), "sign-in-refused");
});

test("refuses a person whom the provider refused", async () => {
  const opened = open();
  const { kept } = await opened.begin();
  const returned = new URLSearchParams({ error: "access_denied", state: kept.state, iss: provider.issuer });
  assert.equal(await codeOf(opened.complete(returned, kept)), "sign-in-refused");
});

test("refuses a way back that another provider claims", async () => {
  const opened = open();
  const { kept, returned } = await goThere(opened);
  returned.set("iss", "https://elsewhere.example");
  assert.equal(await codeOf(opened.complete(returned, kept)), "sign-in-refused");
});

test("is refused itself with a wrong client secret, and does not name it", async () => {
  const opened = open({ clientSecret: "a-wrong-secret-of-the-tests" });
  const { kept, returned } = await goThere(opened);
  const error: unknown = await opened.complete(returned, kept).catch((thrown: unknown) => thrown);
  assert(error instanceof LockstepError);
  assert.equal(error.code, "sign-in-refused");
  assert.doesNotMatch(error.message, /wrong-secret/);
});

test("believes keys that the provider changed since the last sign-in at once", async () => {
  const opened = open();
  const first = await goThere(opened);
  await opened.complete(first.returned, first.kept);
  const { port } = provider;
  await provider.stop();
  provider = await startOidcProvider({ returnAddresses: [RETURN], port });
  const second = await goThere(opened);
  assert.equal((await opened.complete(second.returned, second.kept)).name, "Mo Banks");
});

test("refuses what was signed in another hour by a clock that is wrong", async () => {
  const opened = open({ now: () => new Date(Date.now() + 2 * 3_600_000) });
  const { kept, returned } = await goThere(opened);
  assert.equal(await codeOf(opened.complete(returned, kept)), "sign-in-refused");
});

test("says that the sign-in cannot be asked while the provider is down", async () => {
  const { port } = provider;
  await provider.stop();
  const opened = open();
  assert.equal(await codeOf(opened.begin()), "sign-in-unavailable");
  provider = await startOidcProvider({ returnAddresses: [RETURN], port });
  assert.match((await opened.begin()).address, /code_challenge/);
});
