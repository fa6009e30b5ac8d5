import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import { after, before, test } from "node:test";
import { type CryptoKey, exportJWK, type GenerateKeyPairResult, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { LockstepError } from "#services/core/errors";
import { openOidcProvider } from "#services/identity-providers/oidc/open-oidc-provider";
import type { Identity } from "#services/ports/identity-provider";

const RETURN = "http://127.0.0.1:1/sign-in/return";
const CLIENT = "lockstep";

/** A provider that says whatever a test wants it to. */
interface Forger {
  claims: (sound: JWTPayload) => JWTPayload;
  sign: (claims: JWTPayload) => Promise<string>;
  discovery: (sound: Record<string, unknown>) => Record<string, unknown>;
  keysStatus: number;
}

let server: Server;
let issuer: string;
let forger: Forger;
let nonce = "";
let keys: GenerateKeyPairResult;
let others: GenerateKeyPairResult;

before(async () => {
  keys = await pair();
  others = await pair();
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: "ours", alg: "RS256", use: "sig" };
  server = createServer((request, response) => {
    const send = (value: unknown, status = 200): void => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
    };
    const path = request.url?.split("?")[0];
    if (path === "/.well-known/openid-configuration") return send(forger.discovery(soundDiscovery()));
    if (path === "/keys") return send({ keys: [jwk] }, forger.keysStatus);
    if (path === "/redirected") return response.writeHead(302, { location: `${issuer}/keys` }).end();
    void forger
      .sign(forger.claims(soundClaims()))
      .then((id_token) => send({ access_token: "a", token_type: "Bearer", id_token }));
    return undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  issuer = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
});

after(() => {
  server.closeAllConnections();
  server.close();
});

async function pair(): Promise<GenerateKeyPairResult> {
  return await generateKeyPair("RS256", { extractable: true });
}

function soundDiscovery(): Record<string, unknown> {
  return {
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
  };
}

function soundClaims(): JWTPayload {
  const at = Math.floor(Date.now() / 1000);
  return { iss: issuer, aud: CLIENT, sub: "mo", oid: "oid-of-mo", name: "Mo Banks", nonce, iat: at, exp: at + 300 };
}

function signedBy(key: CryptoKey, header: Record<string, string> = { alg: "RS256", kid: "ours" }) {
  return (claims: JWTPayload): Promise<string> =>
    new SignJWT(claims).setProtectedHeader({ alg: "RS256", ...header }).sign(key);
}

function unsigned(alg: string): Forger["sign"] {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  return (claims) => Promise.resolve(`${part({ alg, kid: "ours" })}.${part(claims)}.`);
}

/** With the client secret as the key, which somebody may know who is not the provider. */
async function signedWithSecret(claims: JWTPayload): Promise<string> {
  return await new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256" })
    .sign(Buffer.from("the-client-secret-of-the-tests-x"));
}

async function signIn(forged: Partial<Forger>, accountClaim?: string): Promise<Identity> {
  forger = {
    claims: (claims) => claims,
    sign: signedBy(keys.privateKey),
    discovery: (sound) => sound,
    keysStatus: 200,
    ...forged,
  };
  const provider = openOidcProvider({
    declared: { issuer, clientId: CLIENT, ...(accountClaim !== undefined && { accountClaim }) },
    clientSecret: "the-client-secret-of-the-tests-x",
    returnAddress: RETURN,
    now: () => new Date(),
  });
  const { kept } = await provider.begin();
  nonce = kept.nonce;
  return await provider.complete(new URLSearchParams({ code: "c", state: kept.state }), kept);
}

test("takes what is sound, so that the others are refused for what they are", async () => {
  assert.deepEqual(await signIn({}), { account: "oid-of-mo", name: "Mo Banks", groups: [] });
});

const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

const REFUSED: readonly (readonly [what: string, forged: () => Partial<Forger>, accountClaim?: string])[] = [
  ["signed with a key that the provider does not have", () => ({ sign: signedBy(others.privateKey) })],
  ["signed with a key of a name that it does not have", () => ({ sign: signedBy(keys.privateKey, { kid: "theirs" }) })],
  ["not signed", () => ({ sign: unsigned("none") })],
  ["signed with nothing", () => ({ sign: unsigned("RS256") })],
  ["signed with the client's secret", () => ({ sign: signedWithSecret })],
  ["for another client", () => ({ claims: (sound) => ({ ...sound, aud: "another" }) })],
  [
    "for several clients and meant for another",
    () => ({ claims: (sound) => ({ ...sound, aud: [CLIENT, "b"], azp: "b" }) }),
  ],
  ["of another issuer", () => ({ claims: (sound) => ({ ...sound, iss: "https://login.elsewhere.example" }) })],
  ["of another sign-in", () => ({ claims: (sound) => ({ ...sound, nonce: "another" }) })],
  ["of no sign-in", () => ({ claims: ({ nonce: _nonce, ...sound }) => sound })],
  ["that has ended", () => ({ claims: (sound) => ({ ...sound, iat: inSeconds(-900), exp: inSeconds(-600) }) })],
  ["that never ends", () => ({ claims: ({ exp: _exp, ...sound }) => sound })],
  ["that begins later", () => ({ claims: (sound) => ({ ...sound, nbf: inSeconds(600) }) })],
  ["of nobody", () => ({ claims: ({ sub: _sub, oid: _oid, ...sound }) => sound })],
  ["of an account that is no text", () => ({ claims: (sound) => ({ ...sound, oid: { $ne: "" } }) })],
  [
    "of a mail address that nobody proved",
    () => ({ claims: (sound) => ({ ...sound, email: "mo@hospital.test" }) }),
    "email",
  ],
  ["without the claim that accounts are known by", () => ({}), "employee_id"],
  ["with a claim that every object has", () => ({}), "constructor"],
  [
    "of a provider that calls itself otherwise",
    () => ({ discovery: (sound) => ({ ...sound, issuer: `${issuer}/other` }) }),
  ],
];

for (const [what, forged, accountClaim] of REFUSED) {
  test(`refuses a token ${what}`, async () => {
    const error: unknown = await signIn(forged(), accountClaim).then(
      (identity) => identity,
      (thrown: unknown) => thrown,
    );
    assert(error instanceof LockstepError, JSON.stringify(error));
    assert(["sign-in-refused", "service-invalid"].includes(error.code), `${error.code}: ${error.message}`);
    assert.doesNotMatch(error.message, /eyJ|client-secret/);
  });
}

test("takes a clock that is half a minute off for right", async () => {
  assert.equal(
    (await signIn({ claims: (sound) => ({ ...sound, exp: inSeconds(-30), iat: inSeconds(-400) }) })).name,
    "Mo Banks",
  );
});

for (const [what, forged] of [
  ["gives no keys", { keysStatus: 500 }],
  ["sends us elsewhere for its keys", { discovery: (sound) => ({ ...sound, jwks_uri: `${issuer}/redirected` }) }],
  [
    "has its keys in clear on another machine",
    { discovery: (sound) => ({ ...sound, jwks_uri: "http://169.254.169.254/keys" }) },
  ],
  [
    "has its keys where a cloud has its credentials",
    { discovery: (sound) => ({ ...sound, jwks_uri: "https://169.254.169.254/keys" }) },
  ],
] satisfies readonly (readonly [string, Partial<Forger>])[]) {
  test(`lets nobody in while the provider ${what}`, async () => {
    await assert.rejects(signIn(forged), (error: unknown) => error instanceof LockstepError);
  });
}
