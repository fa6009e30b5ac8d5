import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { ChangeTicket } from "#schemas/change-ticket";
import type { Change } from "#schemas/drift";
import type { Finding } from "#schemas/finding";
import { changeSetDigest } from "#services/core/authorisation/change-set-digest";
import { digestOfFinding } from "#services/core/authorisation/digest-of-finding";
import { matchTickets } from "#services/core/match-tickets";
import {
  aChange,
  aFinding,
  aTicket,
  EMERGENCY,
  on,
  policyOf,
  reading,
  standardTicket,
  TEMPLATE,
} from "./ticket-story.js";

const CONTENT = { engineId: "tie", side: "production", dialect: "mirth-connect/9" } as const;

function changed(path: string, production: string): Change {
  return { path, label: path, kind: "changed", baseline: "1", production, standby: "1" };
}

/** A finding on an interface, by its name; its id follows from what was changed. */
function onChannel(name: string, changes: readonly Change[] = [changed("/port", "7777")]): Finding {
  const artefact = { kind: "channel", key: name, name, path: `channels/${name}` };
  return aFinding({ id: `${name} ${JSON.stringify(changes)}`, artefact, changes: [...changes] });
}

function digestOf(finding: Finding): string {
  return digestOfFinding(finding, CONTENT);
}

/** As a preview of these changes gives them: one digest each, and one for the set. */
function previewed(...findings: readonly Finding[]): string[] {
  const digests = findings.map(digestOf);
  return [...digests, changeSetDigest(digests)];
}

/** What a check says of findings under a ticket that was approved for some digests. */
function check(findings: readonly Finding[], digests: readonly string[], ticket: Partial<ChangeTicket> = {}) {
  const changes = findings.map((finding) => [finding.id, aChange({ digest: digestOf(finding) })] as const);
  return matchTickets(findings, {
    tickets: [reading([aTicket({ digests: [...digests], ...ticket })], on("16:00"))],
    changes: Object.fromEntries(changes),
    policy: policyOf({ control: { standardTemplates: [TEMPLATE] } }),
    interfaceKinds: ["channel"],
    dialect: CONTENT.dialect,
    at: on("16:00"),
  }).map(({ authorisation }) => authorisation);
}

const [A, B, C] = [onChannel("ADT_A"), onChannel("ADT_B"), onChannel("ADT_C")];

test("all that was approved and nothing else is authorised exactly", () => {
  for (const { verdict, content } of check([A, B], previewed(A, B))) {
    assert.equal(verdict, "authorised");
    assert.deepEqual(content, { match: "exact", beyond: [], missing: [], missingCount: 0 });
  }
});

test("less than was approved is a matched subset, and the approved change that is missing is named", () => {
  const [only] = check([A], previewed(A, B));
  assert.equal(only?.verdict, "matched-subset");
  assert.deepEqual(only?.content, { match: "subset", beyond: [], missing: [digestOf(B)], missingCount: 1 });
  assert.match(
    only?.trace.find(({ passed }) => !passed)?.facts ?? "",
    /^1 of 2 approved changes were found; missing: sha256:/,
  );
});

test("more than was approved exceeds the ticket: the artefact and its paths are named, the others stay authorised", () => {
  const [a, b, c] = check([A, B, C], previewed(A, B));
  assert.deepEqual([a?.verdict, b?.verdict, c?.verdict], ["authorised", "authorised", "exceeds-scope"]);
  assert.deepEqual(c?.content, { match: "beyond", beyond: ["/port"], missing: [], missingCount: 0 });
  assert.match(c?.trace.find(({ passed }) => !passed)?.facts ?? "", /channel 'ADT_C' \(\/port\); all 2 approved/);
});

test("a path changed beyond the approved ones of an artefact is named by itself", () => {
  const approved = [changed("/port", "7777"), changed("/host", "pas2")];
  const more = onChannel("ADT_A", [changed("/filter", "off"), ...approved, changed("/queue", "on")]);
  const [judged] = check([more], previewed(onChannel("ADT_A", approved)));
  assert.equal(judged?.verdict, "exceeds-scope");
  assert.deepEqual(judged?.content?.beyond, ["/filter", "/queue"]);
});

test("another value than the approved one is other content, not more of it", () => {
  const [judged] = check([onChannel("ADT_A", [changed("/port", "9999")])], previewed(A));
  assert.equal(judged?.verdict, "content-mismatch");
  assert.deepEqual(judged?.content, { match: "other", beyond: ["/port"], missing: [digestOf(A)], missingCount: 1 });
});

test("while an approved change is still missing, other content is not called more", () => {
  const [a, c] = check([A, C], previewed(A, B));
  assert.deepEqual([a?.verdict, c?.verdict], ["matched-subset", "content-mismatch"]);
});

test("without the digest of the set nobody can say that a part is missing", () => {
  const [only] = check([A], [digestOf(A), digestOf(B)]);
  assert.equal(only?.verdict, "authorised");
});

test("a standard change, or one approved afterwards, keeps its verdict, and the missing part stands beside it", () => {
  const digests = previewed(A, B);
  const [standard] = check([A], digests, standardTicket({ digests }));
  assert.deepEqual([standard?.verdict, standard?.content?.match], ["authorised-standard", "subset"]);
  const [later] = check([A], digests, { ...EMERGENCY, reviewedAt: on("15:30") });
  assert.deepEqual([later?.verdict, later?.content?.match], ["authorised-retrospective", "subset"]);
  assert.ok(later?.trace.some(({ note }) => note === "matched-subset"));
});

test("the digest of a set names it whatever the order, and no other set", () => {
  const digest = fc.uint8Array({ minLength: 4, maxLength: 4 }).map((bytes) => `sha256:${bytes.join("-")}`);
  fc.assert(
    fc.property(fc.uniqueArray(digest, { minLength: 1, maxLength: 8 }), (digests) => {
      assert.equal(changeSetDigest(digests.toReversed()), changeSetDigest(digests));
      assert.equal(changeSetDigest([...digests, ...digests]), changeSetDigest(digests));
      assert.notEqual(changeSetDigest(digests.slice(1)), changeSetDigest(digests));
    }),
  );
});

test("of very many missing changes the first are named and all are counted", () => {
  const many = Array.from({ length: 60 }, (_, index) => onChannel(`ADT_${index}`));
  const [only] = check(many.slice(0, 1), previewed(...many));
  assert.deepEqual(
    [only?.verdict, only?.content?.missing.length, only?.content?.missingCount],
    ["matched-subset", 20, 59],
  );
});

test("a change of a hundred paths is looked through no longer than a change of ten", () => {
  const many = onChannel(
    "ADT_A",
    Array.from({ length: 100 }, (_, index) => changed(`/p${index}`, "2")),
  );
  const [judged] = check([many], previewed(A));
  assert.equal(judged?.verdict, "content-mismatch");
});
