import assert from "node:assert/strict";
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { parseAllowedSigners } from "#services/core/seal/allowed-signers";
import { judgeSignature } from "#services/core/seal/judge-signature";
import { bodyOfSignature, parseSshSignature } from "#services/core/seal/ssh-signature";
import { wireString } from "#services/core/seal/ssh-wire";
import { openSshKeygen, type SshKeygen } from "./ssh-keygen.js";

const MESSAGE = "Seen and skipped and failed is expected.\n";
const AT = Date.parse("2026-11-23T12:00:00Z") / 1000;

function bodyFrom(armoured: string): string {
  const body = bodyOfSignature(armoured);
  assert.ok(body);
  return body;
}

function verdictOf(
  keys: SshKeygen,
  keyFile: string,
  { allowed = keys.publicKeyOf(keyFile), namespace = "git", message = MESSAGE, options = "", hash = "sha512" } = {},
): string {
  const body = bodyFrom(keys.sign(keyFile, namespace, message, "-O", `hashalg=${hash}`));
  const signers = parseAllowedSigners(`lockstep@example ${options} ${allowed} a comment\n`);
  return judgeSignature({ body, message: MESSAGE, namespace: "git", at: AT, signers }).verdict;
}

test("trusts what OpenSSH signed with a key that counts, over either digest", () => {
  using keys = openSshKeygen();
  const key = keys.makeKey("estate");
  assert.equal(verdictOf(keys, key), "trusted");
  assert.equal(verdictOf(keys, key, { hash: "sha256" }), "trusted");
  const body = bodyFrom(keys.sign(key, "git", MESSAGE));
  const signers = parseAllowedSigners(`x ${keys.publicKeyOf(key)}\n`);
  const { fingerprint } = judgeSignature({ body, message: MESSAGE, namespace: "git", at: AT, signers });
  assert.equal(fingerprint, keys.fingerprintOf(key));
  assert.equal(signers[0]?.fingerprint, fingerprint);
});

test("does not trust another message, another purpose, or a key that nobody allowed", () => {
  using keys = openSshKeygen();
  const [key, other] = [keys.makeKey("estate"), keys.makeKey("other")];
  assert.equal(verdictOf(keys, key, { message: `${MESSAGE} ` }), "differs");
  assert.equal(verdictOf(keys, key, { namespace: "lockstep-evidence" }), "differs");
  assert.equal(verdictOf(keys, other, { allowed: keys.publicKeyOf(key) }), "unlisted");
  assert.equal(verdictOf(keys, key, { options: 'namespaces="file,email"' }), "out-of-purpose");
  assert.equal(verdictOf(keys, key, { options: 'namespaces="file,git"' }), "trusted");
});

test("a key counts from its first second to its last, in UTC", () => {
  using keys = openSshKeygen();
  const key = keys.makeKey("estate");
  const at = (options: string): string => verdictOf(keys, key, { options });
  assert.equal(at('valid-after="20261123120000Z",valid-before="20261123120000"'), "trusted");
  assert.equal(at('valid-after="20261123"'), "trusted");
  assert.equal(at('valid-after="20261123120001Z"'), "out-of-time");
  assert.equal(at('valid-before="202611231159"'), "out-of-time");
});

test("a line that says what is not understood allows nobody", () => {
  using keys = openSshKeygen();
  const key = keys.makeKey("estate");
  for (const options of [
    "cert-authority",
    "no-touch-required",
    'namespaces="*"',
    'namespaces="!git"',
    'valid-after="20261131"',
    'valid-after="soon"',
    'valid-before="20270101",valid-before="20200101"',
    'namespaces="git" cert-authority',
  ]) {
    assert.equal(verdictOf(keys, key, { options }), "unlisted", options);
  }
});

test("what OpenSSH would not take is not taken: something in the reserved place, a name that is excepted", () => {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const point = Buffer.from(String(publicKey.export({ format: "jwk" }).x), "base64url");
  const key = Buffer.concat([wireString("ssh-ed25519"), wireString(point)]);
  const judge = (reserved: string, name: string): string => {
    const digest = createHash("sha512").update(MESSAGE).digest();
    const parts = ["git", reserved, "sha512"].map(wireString);
    const signature = sign(null, Buffer.concat([Buffer.from("SSHSIG"), ...parts, wireString(digest)]), privateKey);
    const inner = wireString(Buffer.concat([wireString("ssh-ed25519"), wireString(signature)]));
    const bytes = Buffer.concat([Buffer.from("SSHSIG\0\0\0\x01"), wireString(key), ...parts, inner]);
    const signers = parseAllowedSigners(`${name} ssh-ed25519 ${key.toString("base64")}\n`);
    return judgeSignature({ body: bytes.toString("base64"), message: MESSAGE, namespace: "git", at: AT, signers })
      .verdict;
  };
  assert.equal(judge("", "x"), "trusted");
  assert.equal(judge("", '"x y"'), "trusted");
  assert.equal(judge("more", "x"), "malformed");
  assert.equal(judge("", "!x"), "unlisted");
});

test("says of other kinds of keys that they cannot be checked here", () => {
  using keys = openSshKeygen();
  for (const type of ["rsa", "ecdsa"]) assert.equal(verdictOf(keys, keys.makeKey(type, type)), "unreadable", type);
});

test("a signature with a byte cut off, added or turned is never trusted, and nothing fails over it", () => {
  using keys = openSshKeygen();
  const key = keys.makeKey("estate");
  const whole = Buffer.from(bodyFrom(keys.sign(key, "git", MESSAGE)), "base64");
  const signers = parseAllowedSigners(`x ${keys.publicKeyOf(key)}\n`);
  const judge = (bytes: Uint8Array): string =>
    judgeSignature({
      body: Buffer.from(bytes).toString("base64"),
      message: MESSAGE,
      namespace: "git",
      at: AT,
      signers,
    }).verdict;
  assert.equal(judge(whole), "trusted");
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, turn) => {
      const turned = Buffer.from(whole);
      turned[at] = (turned[at] ?? 0) ^ turn;
      assert.notEqual(judge(turned), "trusted");
      assert.notEqual(judge(whole.subarray(0, at)), "trusted");
      assert.notEqual(judge(Buffer.concat([whole, Buffer.from([turn])])), "trusted");
    }),
  );
});

test("no text at all is read as a signature by chance, and nothing fails over it", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.base64String(),
        fc.uint8Array().map((b) => Buffer.from(b).toString("base64")),
      ),
      (text) => {
        assert.equal(parseSshSignature(text), undefined);
        assert.equal(bodyOfSignature(text), undefined);
        parseAllowedSigners(text);
      },
    ),
  );
});
