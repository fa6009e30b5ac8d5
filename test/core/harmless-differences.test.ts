import assert from "node:assert/strict";
import { test } from "node:test";
import { compare } from "#services/core/compare";
import type { Dialect } from "#services/core/dialect";
import { entryOf } from "#test/fakes/compare-tiny";
import { aDrift, judgeOne } from "#test/fakes/judged";
import { branch, leaf, TINY_DIALECT, tinyArtefact } from "#test/fakes/tiny-dialect";

const DIALECT: Dialect = {
  ...TINY_DIALECT,
  mayDiffer: (_kind, _key, [first]) => (first === "id" ? "another id works as well" : undefined),
};

const channel = (id: string, port: string) => tinyArtefact(branch("channel", leaf("id", id), leaf("port", port)));

test("what keeps no failover from working is told apart from what does", () => {
  const [production, standby] = [channel("1", "6661"), channel("2", "7777")];
  const artefacts = { baseline: production, production, standby };
  const { kind, key, name, path } = entryOf(production);
  const entries = { baseline: entryOf(production), production: entryOf(production), standby: entryOf(standby) };
  const drifts = compare([{ artefact: { kind, key, name, path }, entries, rules: [], artefacts }], DIALECT);
  assert.deepEqual(
    drifts.map(({ changes, harmless }) => [changes.map((change) => change.path), harmless]),
    [
      [["/id"], "another id works as well"],
      [["/port"], undefined],
    ],
  );
});

test("a harmless difference is minor and blocks nothing, on an interface of whatever tier", () => {
  const { severity, blocksReadiness } = judgeOne(aDrift({ harmless: "another id works as well" }));
  assert.deepEqual([severity, blocksReadiness], ["low", false]);
});

test("what must be the same on both nodes is never harmless", () => {
  const dialect = { concepts: {}, mustMatch: () => "it must" };
  const finding = judgeOne(aDrift({ harmless: "x" }), undefined, { dialect });
  assert.deepEqual([finding.severity, finding.blocksReadiness], ["critical", true]);
});
