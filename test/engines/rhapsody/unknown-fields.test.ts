import assert from "node:assert/strict";
import { test } from "node:test";
import { strToU8, zipSync } from "fflate";
import { artefactOf, keptText, readAnswer } from "./read-answers.js";

const json = (data: unknown): string => JSON.stringify({ data, error: null });

test("a module without a hash is refused, because nothing tells it from another of its name", () => {
  for (const jar of [
    { filename: "a.jar", sha256: "aa" },
    { filename: "a.jar", hash: "" },
  ]) {
    assert.throws(() => readAnswer(json([jar]), "modules"), { code: "export-malformed" });
    assert.throws(() => readAnswer(json([jar]), "libraries"), { code: "export-malformed" });
  }
});

test("what no known version says of a variable or a certificate is compared", () => {
  const variable = (more: object) =>
    readAnswer(json({ variables: [{ name: "PasPort", value: "1", encrypted: false, ...more }] }), "variables");
  assert.notEqual(keptText(variable({ scope: "a" })), keptText(variable({ scope: "b" })));
  assert.equal(keptText(variable({ id: 1 })), keptText(variable({ id: 2 })));
  const certificate = (more: object) =>
    readAnswer(json({ securityObjects: [{ alias: "tie", type: "SSL_CERTIFICATE", ...more }] }), "security-objects");
  assert.notEqual(keptText(certificate({ fingerprint: "aa" })), keptText(certificate({ fingerprint: "bb" })));
  const ring = (more: object) => certificate({ keys: [{ keyId: "K", ...more }] });
  assert.notEqual(keptText(ring({ fingerprint: "aa" })), keptText(ring({ fingerprint: "bb" })));
});

test("a secret in a field that nobody knows is never shown", () => {
  const read = readAnswer(
    json({
      variables: [{ name: "PasPort", value: "1", encrypted: false, password: "Wint3r-Pa55", oldValue: "********" }],
    }),
    "variables",
  );
  assert.doesNotMatch(keptText(read), /Wint3r|\*{4}/);
  assert.deepEqual(
    artefactOf(read, "variable").notices.map(({ code, path }) => [code, path]),
    [["secret-unverifiable", "/others/oldValue"]],
  );
});

test("a value of a secret variable is never shown, in whatever field it comes", () => {
  for (const variable of [
    { name: "SmtpPassword", value: "", encrypted: false, defaultValue: "Wint3r-Pa55" },
    { name: "Smtp", value: "********", encrypted: true, oldValue: "Wint3r-Pa55" },
  ]) {
    assert.doesNotMatch(keptText(readAnswer(json({ variables: [variable] }), "variables")), /Wint3r/);
  }
});

test("the text of an object itself is compared", () => {
  const project = (text: string) => {
    const xml = `<configuration version="7"><lockers><locker name="L" uuid="11111111-1111-4111-8111-111111111111"><x12Projects><x12Project name="X" uuid="31111111-1111-4111-8111-111111111111">${text}</x12Project></x12Projects></locker></lockers></configuration>`;
    return keptText(readAnswer(zipSync({ "configuration.xml": strToU8(xml) }), "configuration"));
  };
  assert.notEqual(project("ISA*00"), project("ISA*01"));
  assert.notEqual(project("ISA*00<note>a</note>"), project("ISA*01<note>a</note>"));
});
