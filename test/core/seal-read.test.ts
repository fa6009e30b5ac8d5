import assert from "node:assert/strict";
import { test } from "node:test";
import type { NodeFacts } from "#schemas/snapshot";
import { nameActors } from "#services/core/artefact/name-actors";
import { sealStamps } from "#services/core/artefact/seal-stamps";
import { parsePseudonym } from "#services/core/people/pseudonym";
import { sealAccountsUnder } from "#services/core/people/seal-account";
import { irisDialect } from "#services/engines/iris/dialect";

const seal = sealAccountsUnder(Buffer.alloc(32, 7), ["svc-*"]);
const FACTS: NodeFacts = {
  userNames: { "user 3": "q.marsh" },
  events: ["user 3", "svc-deploy", "engine"].map((actor, index) => ({
    ...{ id: `${index}`, at: "2026-11-23T10:00:00.000Z", act: "Update channel", actor, phase: "save" as const },
  })),
  expiries: [
    { what: "credential", name: "q.marsh", expires: "2027-01-01T00:00:00Z" },
    { what: "certificate", name: "tie.hospital.test", expires: "2027-01-01T00:00:00Z" },
  ],
};

test("who did what by an engine's record is sealed under the name, and what several share stays", () => {
  const { events = [], expiries = [], userNames } = nameActors(FACTS, seal);
  assert.equal(userNames, undefined);
  assert.equal(events[0]?.actor, seal("q.marsh", "account"));
  assert.deepEqual(
    events.slice(1).map(({ actor }) => actor),
    ["svc-deploy", "engine"],
  );
  assert.equal(parsePseudonym(expiries[0]?.name ?? "")?.part, "account");
  assert.equal(expiries[1]?.name, "tie.hospital.test");
  assert.equal(nameActors(FACTS).events?.[0]?.actor, "q.marsh", "and by name where nothing is sealed");
});

test("who changed an item last is sealed in what is kept beside it, and when is not", () => {
  const stamps = { "roles/r~1": { "/LastModifiedUsername": "q.marsh", "/LastModifiedDateTime": "2026-11-23 10:00" } };
  const sealed = sealStamps(stamps, [{ path: "roles/r~1", kind: "role" }], irisDialect, seal);
  assert.notEqual(parsePseudonym(sealed["roles/r~1"]?.["/LastModifiedUsername"] ?? ""), undefined);
  assert.equal(sealed["roles/r~1"]?.["/LastModifiedDateTime"], "2026-11-23 10:00");
});
