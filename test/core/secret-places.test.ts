import assert from "node:assert/strict";
import { test } from "node:test";
import type { Dialect, RawNode } from "#services/core/dialect";
import { normaliseExport, renormaliseArtefact } from "#services/core/normalise";
import { branch, leaf, TINY_DIALECT, TINY_OPTIONS } from "#test/fakes/tiny-dialect";

/** A product whose reader says nothing of any field. */
const SILENT: Dialect = { ...TINY_DIALECT, rule: () => ({}) };

/** The artefact of a product, as it would be written to Git. */
function written(dialect: Dialect, root: RawNode): string {
  const raw = { kind: "channel", key: "feed-1", name: "Feed 1", root };
  const item = { source: "channels", origin: "/channels", bytes: new TextEncoder().encode(JSON.stringify(raw)) };
  const options = { ...TINY_OPTIONS, dialect };
  const artefacts = normaliseExport(item, options).artefacts.map(({ artefact }) => artefact);
  for (const artefact of artefacts) {
    assert.deepEqual(renormaliseArtefact(artefact, options).artefact, artefact, "read again it stays as it is");
  }
  return JSON.stringify(artefacts);
}

const named = (name: string, ...children: readonly RawNode[]): RawNode => ({
  ...branch("property", ...children),
  attributes: [["name", name]],
});

const PLACES: Readonly<Record<string, RawNode>> = {
  "an element of the name": branch("channel", leaf("dbPassword", "quartzlantern")),
  "a value inside an element of the name": branch("channel", branch("credentials", leaf("value", "quartzlantern"))),
  "a value beside its name": branch("channel", branch("entry", leaf("string", "pwd"), leaf("string", "quartzlantern"))),
  "a value below a named property": branch("channel", named("clientSecret", leaf("value", "quartzlantern"))),
  "a list of tokens": branch("channel", branch("tokens", leaf("item", "quartzlantern"), leaf("item", "other"))),
};

for (const [place, root] of Object.entries(PLACES)) {
  test(`masks ${place}, also where the reader of the product says nothing of it`, () => {
    assert.ok(!written(SILENT, root).includes("quartzlantern"));
  });
}

test("leaves a value readable of which the reader of the product knows that it is no secret", () => {
  const knowing: Dialect = { ...SILENT, rule: (_kind, { name }) => (name === "quoteToken" ? { secret: false } : {}) };
  const text = written(
    knowing,
    branch("channel", leaf("quoteToken", "quartzlantern"), leaf("otherToken", "basaltharbour")),
  );
  assert.ok(text.includes("quartzlantern"));
  assert.ok(!text.includes("basaltharbour"));
});

test("keeps no secret in the key of a member of a list", () => {
  const text = written(
    SILENT,
    branch("channel", branch("passwords", leaf("item", "quartzlantern"), leaf("item", "b"))),
  );
  assert.ok(!text.includes("quartzlantern"));
});

test("leaves what names or describes a secret, and switches, readable", () => {
  const root = branch("channel", branch("credentials", leaf("user", "svc_lab")), leaf("usePassword", "true"));
  const text = written(SILENT, root);
  assert.ok(text.includes("svc_lab"));
  assert.ok(text.includes('"true"'));
});
