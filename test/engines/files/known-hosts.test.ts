import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { isKnownHost, keyFingerprint } from "#services/engines/files/known-hosts";

const KEY = Buffer.from("a key");
const OTHER = Buffer.from("another key");
const line = (hosts: string, key = KEY): string => `${hosts} ssh-ed25519 ${key.toString("base64")}\n`;

test("a server is known by its own key and by no other", () => {
  assert.ok(isKnownHost(line("files.hospital.test"), "files.hospital.test", 22, KEY));
  assert.ok(!isKnownHost(line("files.hospital.test"), "files.hospital.test", 22, OTHER));
  assert.ok(!isKnownHost(line("other.hospital.test"), "files.hospital.test", 22, KEY));
  assert.ok(!isKnownHost("", "files.hospital.test", 22, KEY));
});

test("a port of its own is part of the name", () => {
  assert.ok(isKnownHost(line("[files.hospital.test]:2222"), "files.hospital.test", 2222, KEY));
  assert.ok(!isKnownHost(line("files.hospital.test"), "files.hospital.test", 2222, KEY));
});

test("hashed names, patterns and exceptions are read as ssh reads them", () => {
  const salt = Buffer.from("some salt");
  const hash = createHmac("sha1", salt).update("files.hospital.test").digest("base64");
  assert.ok(isKnownHost(line(`|1|${salt.toString("base64")}|${hash}`), "files.hospital.test", 22, KEY));
  assert.ok(isKnownHost(line("*.hospital.test"), "files.hospital.test", 22, KEY));
  assert.ok(!isKnownHost(line("*.hospital.test,!files.hospital.test"), "files.hospital.test", 22, KEY));
});

test("a key that is marked revoked is not known, whatever other lines say", () => {
  const lines = line("files.hospital.test") + line("@revoked files.hospital.test");
  assert.ok(!isKnownHost(lines, "files.hospital.test", 22, KEY));
});

test("a fingerprint is written as ssh-keygen writes it", () => {
  assert.match(keyFingerprint(KEY), /^SHA256:[A-Za-z0-9+/]{43}$/);
});
