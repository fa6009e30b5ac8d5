import assert from "node:assert/strict";
import { test } from "node:test";
import type { ServiceFile, SignIn } from "#schemas/service";
import { openSignIn } from "#services/running/service/open-sign-in";

const SIGN_IN: SignIn = {
  issuer: "https://login.hospital.test/trust/v2.0",
  clientId: "lockstep",
  clientSecret: { env: "CLIENT_SECRET" },
};

function open(file: Omit<ServiceFile, "estates">, environment: NodeJS.ProcessEnv = { CLIENT_SECRET: "of-the-tests" }) {
  return openSignIn({ file: { estates: [{ folder: "." }], ...file }, environment, folder: "." }, () => new Date());
}

test("opens a sign-in without asking the provider anything", async () => {
  const opened = await open({ signIn: { ...SIGN_IN, sessionHours: 4 }, publicUrl: "https://lockstep.hospital.test/" });
  assert.equal(opened?.publicUrl, "https://lockstep.hospital.test");
  assert.equal(opened?.sessionHours, 4);
  assert.equal(await open({}), undefined);
});

for (const [what, file, said] of [
  ["without the address that people reach", { signIn: SIGN_IN }, /needs publicUrl/],
  [
    "whose sessions would cross a network in clear",
    { signIn: SIGN_IN, publicUrl: "http://lockstep.hospital.test" },
    /publicUrl is http/,
  ],
  ["below a path", { signIn: SIGN_IN, publicUrl: "https://trust.example/lockstep" }, /nothing behind its host/],
  [
    "with a password in its address",
    { signIn: SIGN_IN, publicUrl: "https://a:b@trust.example" },
    /nothing behind its host/,
  ],
  [
    "with a provider in clear",
    { signIn: { ...SIGN_IN, issuer: "http://login.hospital.test" }, publicUrl: "https://trust.example" },
    /issuer is http/,
  ],
] as const) {
  test(`starts no service ${what}`, async () => {
    await assert.rejects(open(file), said);
  });
}

test("starts no service whose client secret is not set, and says which", async () => {
  await assert.rejects(
    open({ signIn: SIGN_IN, publicUrl: "https://trust.example" }, {}),
    /signIn.clientSecret is not set/,
  );
});
