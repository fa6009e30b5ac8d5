import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { type ChangeSet, changeDigest } from "#services/core/authorisation/change-digest";

const CHANGE: ChangeSet = {
  scope: { engine: "tie", kind: "channel", key: "k1" },
  fromDigest: "sha256:aa",
  toDigest: "sha256:bb",
  dialect: "mirth-connect/1",
  ops: [
    { path: "/port", from: "6661", to: "7777" },
    { path: "/name", from: null, to: "ADT" },
  ],
};

test("the digest is SHA-256 over canonical JSON, so that anybody can compute it again", () => {
  const canonical =
    '{"fromDigest":"sha256:aa","normaliserVersion":"mirth-connect/1","ops":[{"from":null,"path":"/name","to":"ADT"},' +
    '{"from":"6661","path":"/port","to":"7777"}],"scope":{"engine":"tie","key":"k1","kind":"channel"},"toDigest":"sha256:bb","v":1}';
  assert.equal(changeDigest(CHANGE), `sha256:${createHash("sha256").update(canonical).digest("hex")}`);
});

test("the order in which changes are listed does not matter", () => {
  assert.equal(changeDigest({ ...CHANGE, ops: [...CHANGE.ops].reverse() }), changeDigest(CHANGE));
});

test("every part of the content matters", () => {
  const others: readonly ChangeSet[] = [
    { ...CHANGE, scope: { ...CHANGE.scope, key: "k2" } },
    { ...CHANGE, fromDigest: null },
    { ...CHANGE, toDigest: "sha256:cc" },
    { ...CHANGE, dialect: "mirth-connect/2" },
    { ...CHANGE, ops: CHANGE.ops.slice(1) },
    { ...CHANGE, ops: [{ path: "/port", from: "6661", to: "7778" }, ...CHANGE.ops.slice(1)] },
  ];
  assert.equal(new Set([CHANGE, ...others].map(changeDigest)).size, others.length + 1);
});
