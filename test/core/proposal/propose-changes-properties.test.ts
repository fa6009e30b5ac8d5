import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Value } from "typebox/value";
import type { Artefact } from "#schemas/artefact";
import { ChangeProposal } from "#schemas/change-proposal";
import type { Finding } from "#schemas/finding";
import { changeSetDigest } from "#services/core/authorisation/change-set-digest";
import { tellPreview } from "#services/core/preview/tell-preview";
import { compareTiny } from "#test/fakes/compare-tiny";
import { aPolicy, judgeOne } from "#test/fakes/judged";
import { branch, leaf, tinyArtefact } from "#test/fakes/tiny-dialect";
import { aChange, aDecision, aFinding, DIALECT, propose } from "./propose.js";

const value = fc.constantFrom("1", "2", "3");
const finding: fc.Arbitrary<Finding> = fc
  .record({
    key: fc.constantFrom("1", "2", "3", "4", "5", "6", "7"),
    flow: fc.constantFrom("ADT", "adt", "Pathology", "a/b", "a b", ""),
    case: fc.constantFrom("standby-behind", "production-changed", "both-changed", "diverged" as const),
    verdict: fc.constantFrom(
      "authorised",
      "unreferenced",
      "ticket-cancelled-or-rejected",
      "ticket-unknown",
      "source-unavailable",
      "not-applicable" as const,
    ),
    ticket: fc.constantFrom(null, "CHG0000001", "chg0000001", "CHG/../2"),
    explained: fc.constantFrom(null, null, null, "waiver", "expected-difference" as const),
    paths: fc.uniqueArray(fc.tuple(fc.constantFrom("/a", "/b", "/"), value, value, value), {
      selector: ([path]) => path,
      minLength: 1,
    }),
  })
  .map(({ key, flow, case: driftCase, verdict, ticket, explained, paths }) => {
    const changes = paths.map(([path, ...sides]) => aChange(path, ...sides));
    const explainedBy = explained === null ? null : { by: explained, id: "x", reason: "y", expires: null };
    const authorisation = { verdict, ticket, changedBetween: null, actors: [], trace: [], suggestions: [] };
    return aFinding(key, { flow, explainedBy, authorisation }, { case: driftCase, changes });
  });

const findings = fc.uniqueArray(finding, { selector: ({ id }) => id, maxLength: 14 });

test("every finding is in exactly one place, and none is lost or told twice", () => {
  fc.assert(
    fc.property(findings, fc.boolean(), (all, someDecided) => {
      const digests = propose(all).proposals.flatMap(({ changes }) => changes.map(({ digest }) => digest));
      const decisions = someDecided ? [aDecision({ changes: digests.filter((_, index) => index % 2 === 0) })] : [];
      const { proposals, declined, without } = propose(all, { decisions });
      const held = [...proposals, ...declined.map(({ proposal }) => proposal)].flatMap((proposal) => proposal.findings);
      const ids = held.map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length);
      const rest = without.reduce((sum, { findings: count }) => sum + count, 0);
      assert.equal(ids.length + rest, all.length);
      for (const { explainedBy, case: driftCase } of held) {
        assert.notEqual(driftCase, "standby-behind");
        assert.notEqual(explainedBy?.by, "expected-difference");
      }
    }),
    { numRuns: 500 },
  );
});

test("the order of the findings does not matter: the same input gives the same bytes", () => {
  fc.assert(
    fc.property(findings, fc.nat(20), (all, turn) => {
      const once = JSON.stringify(propose(all));
      const at = all.length === 0 ? 0 : turn % all.length;
      assert.equal(JSON.stringify(propose([...all.slice(at), ...all.slice(0, at)].reverse())), once);
      assert.equal(JSON.stringify(propose(structuredClone(all))), once);
    }),
    { numRuns: 300 },
  );
});

test("every proposal is of its schema, has a key of its own, and mixes neither authorities nor artefacts", () => {
  fc.assert(
    fc.property(findings, (all) => {
      const { proposals } = propose(all);
      assert.equal(new Set(proposals.map(({ key }) => key)).size, proposals.length);
      const seen = new Map<string, string>();
      for (const proposal of proposals) {
        assert.ok(Value.Check(ChangeProposal, proposal));
        assert.match(proposal.key, /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/);
        assert.equal(proposal.digest, changeSetDigest(proposal.changes.map(({ digest }) => digest)));
        assert.deepEqual(
          proposal.changes.map((change) => change.finding),
          proposal.findings.map(({ id }) => id),
        );
        for (const { artefact } of proposal.changes) {
          assert.equal(seen.get(artefact.key) ?? proposal.key, proposal.key);
          seen.set(artefact.key, proposal.key);
        }
      }
    }),
    { numRuns: 300 },
  );
});

const leaves = fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 6 });

function treeOf(values: readonly string[]): Artefact {
  return tinyArtefact(branch("channel", ...values.map((text, index) => leaf(`p${index}`, text))));
}

function findingsOf(baseline: Artefact, production: Artefact, standby: Artefact): Finding[] {
  return compareTiny({ baseline, production, standby }).map((drift) => judgeOne(drift, aPolicy()));
}

function digestsOf(all: readonly Finding[]): string[] {
  const changes = propose(all).proposals.flatMap((proposal) => proposal.changes.map(({ digest }) => digest));
  return [...new Set(changes)];
}

test("a change has the digest that its preview gave, whatever the standby holds meanwhile", () => {
  fc.assert(
    fc.property(leaves, (sides) => {
      const [baseline, production, standby] = [0, 1, 2].map((side) =>
        treeOf(sides.map((values) => values[side] ?? "")),
      );
      if (baseline === undefined || production === undefined || standby === undefined) return;
      const preview = tellPreview(findingsOf(baseline, production, baseline), { engineId: "tie", dialect: DIALECT });
      const previewed = preview.changes.map(({ digest }) => digest);
      assert.deepEqual(digestsOf(findingsOf(baseline, production, baseline)), previewed);
      assert.deepEqual(digestsOf(findingsOf(baseline, production, production)), previewed);
      assert.deepEqual(digestsOf(findingsOf(baseline, production, standby)), previewed);
    }),
    { numRuns: 300 },
  );
});

test("what keeps no failover from working has a digest apart, as in a preview", () => {
  const mayDiffer = (_kind: string, _key: string, [first]: readonly string[]) =>
    first === "note" ? "a note" : undefined;
  const port = aFinding("1", {}, { case: "both-changed", changes: [aChange("/port", "1", "2", "2")] });
  const note = aFinding("1", {}, { harmless: "a note", changes: [aChange("/note", "a", "b")] });
  const preview = tellPreview([port, note], { engineId: "tie", dialect: DIALECT });
  const digests = propose([port, note], { mayDiffer }).proposals.flatMap(({ changes }) =>
    changes.map((one) => one.digest),
  );
  assert.deepEqual(digests.toSorted(), preview.changes.map(({ digest }) => digest).toSorted());
});
