import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { EvidenceParameters } from "#schemas/evidence-parameters";
import { parseAllowedSigners } from "#services/core/seal/allowed-signers";
import {
  EVIDENCE_NAMESPACE,
  judgeEnvelope,
  messageOf,
  parseEnvelope,
  writeEnvelope,
} from "#services/core/seal/evidence-envelope";
import { writeStatement } from "#services/core/seal/evidence-statement";
import { preAuthenticationEncoding } from "#services/core/seal/pre-authentication-encoding";
import { createEvidenceSigner } from "#services/stores/evidence/create-evidence-signer";
import { openSshKeygen } from "./ssh-keygen.js";

const PARAMETERS: EvidenceParameters = {
  schema: "lockstep/evidence-parameters@1",
  estate: "example",
  organisation: null,
  odsCode: null,
  from: "2026-06-30T23:00:00Z",
  to: "2026-09-30T23:00:00Z",
  zone: "Europe/London",
  framework: "nhs-dspt-caf@2025-26",
  engines: ["tie"],
  leftOut: [],
  generatedAt: "2026-11-23T12:00:00Z",
  generator: "lockstep 0.1.0",
  head: { seq: 3, hash: `sha256:${"a".repeat(64)}`, commit: "b".repeat(40) },
  branches: { main: "c".repeat(40) },
};
const FILES = [
  { name: "README.txt", sha256: "1".repeat(64) },
  { name: "01-population.csv", sha256: "2".repeat(64) },
  { name: "inputs/parameters.json", sha256: "3".repeat(64) },
];
const STATEMENT = writeStatement(PARAMETERS, FILES, "inputs/parameters.json");

test("encodes what is signed as the specification of DSSE does", () => {
  const encoded = preAuthenticationEncoding("http://example.com/HelloWorld", "hello world");
  assert.equal(Buffer.from(encoded).toString(), "DSSEv1 29 http://example.com/HelloWorld 11 hello world");
  assert.equal(Buffer.from(preAuthenticationEncoding("é", "ü")).toString(), "DSSEv1 2 é 2 ü");
});

test("a statement names every file by its digest, sorted, and what the pack was made of", () => {
  const parsed: unknown = JSON.parse(STATEMENT);
  assert.deepEqual(parsed, {
    _type: "https://in-toto.io/Statement/v1",
    subject: [
      { name: "01-population.csv", digest: { sha256: "2".repeat(64) } },
      { name: "README.txt", digest: { sha256: "1".repeat(64) } },
      { name: "inputs/parameters.json", digest: { sha256: "3".repeat(64) } },
    ],
    predicateType: "https://lockstep.example/attestations/evidence-pack/v1",
    predicate: {
      period: { start: PARAMETERS.from, end: PARAMETERS.to },
      frameworkEdition: PARAMETERS.framework,
      generator: PARAMETERS.generator,
      generatedAt: PARAMETERS.generatedAt,
      inputsDigest: `sha256:${"3".repeat(64)}`,
      ledgerHead: { seq: 3, hash: PARAMETERS.head.hash },
    },
  });
});

test("an envelope that the estate's key signed is trusted, here and by ssh-keygen, also where the key may only sign commits", async () => {
  using keys = openSshKeygen();
  const key = keys.makeKey("estate");
  const signature = await createEvidenceSigner(key).sign(messageOf(STATEMENT));
  assert.equal(signature.keyid, keys.fingerprintOf(key));
  const opened = parseEnvelope(writeEnvelope(STATEMENT, signature));
  assert.ok(opened);
  const signers = parseAllowedSigners(`x namespaces="git" ${keys.publicKeyOf(key)}\n`);
  assert.deepEqual(judgeEnvelope(opened, { signers, notBefore: 0 }), [
    { verdict: "trusted", fingerprint: signature.keyid },
  ]);

  const [allowed, armoured] = [join(keys.folder, "allowed"), join(keys.folder, "armoured")];
  writeFileSync(allowed, `x ${keys.publicKeyOf(key)}\n`);
  const lines = signature.sig.match(/.{1,70}/g)?.join("\n") ?? "";
  writeFileSync(armoured, `-----BEGIN SSH SIGNATURE-----\n${lines}\n-----END SSH SIGNATURE-----\n`);
  const check = ["-Y", "verify", "-n", EVIDENCE_NAMESPACE, "-I", "x", "-f", allowed, "-s", armoured];
  execFileSync("ssh-keygen", check, { input: messageOf(opened.payload), stdio: "pipe" });
});

test("an envelope signed for another purpose, by another key, or under another key's name is not trusted", async () => {
  using keys = openSshKeygen();
  const [key, other] = [keys.makeKey("estate"), keys.makeKey("other")];
  const signers = parseAllowedSigners(
    `x ${keys.publicKeyOf(key)}\ny valid-before="20260101" ${keys.publicKeyOf(other)}\n`,
  );
  const good = await createEvidenceSigner(key).sign(messageOf(STATEMENT));
  const late = await createEvidenceSigner(other).sign(messageOf(STATEMENT));
  const judge = (signature: typeof good, statement = STATEMENT): string | undefined => {
    const opened = parseEnvelope(writeEnvelope(statement, signature));
    return opened && judgeEnvelope(opened, { signers, notBefore: 0 })[0]?.verdict;
  };
  assert.equal(judge(good), "trusted");
  assert.equal(judge({ ...good, keyid: late.keyid }), "differs");
  assert.equal(judge(late), "out-of-time");
  assert.equal(judge(good, STATEMENT.replace("2026-09-30", "2026-12-31")), "differs");
  const body = keys.sign(key, "git", messageOf(STATEMENT)).split("\n").slice(1, -2).join("");
  assert.equal(judge({ ...good, sig: body }), "differs");
});

test("what is no envelope, or written in another form, is not read", () => {
  const whole = writeEnvelope(STATEMENT, { keyid: "SHA256:x", sig: "AA==" });
  assert.ok(parseEnvelope(whole));
  const opened: unknown = JSON.parse(whole);
  const spaced = Buffer.from(STATEMENT.replace("{", "{ ")).toString("base64");
  for (const text of [
    "",
    "{}",
    whole.trimEnd(),
    ` ${whole}`,
    `${JSON.stringify({ ...Object(opened), payload: spaced })}\n`,
  ]) {
    assert.equal(parseEnvelope(text), undefined);
  }
});
