import assert from "node:assert/strict";
import { test } from "node:test";
import type { AuthorisationVerdict } from "#schemas/authorisation";
import type { PassingChange } from "#schemas/passing-change";
import { passingReasons } from "#services/core/readiness/passing-reasons";
import { digestOf } from "#services/core/text/digest";

const LOOKS: [string, string] = ["2026-11-22T02:00:00Z", "2026-11-23T02:00:00Z"];

function passed(name: string, verdict: AuthorisationVerdict = "unreferenced", owner = "Lab team"): PassingChange {
  return {
    id: digestOf(name),
    nodeId: "tie-a",
    role: "primary",
    artefact: { kind: "channel", key: name, name, path: `channels/${name}` },
    held: "same",
    between: LOOKS,
    saves: 2,
    deployed: "no",
    seenAt: LOOKS[1],
    concept: "interface",
    tier: 1,
    flow: "ADT",
    owner,
    asked: "Ask anna.",
    authorisation: { verdict, ticket: null, changedBetween: LOOKS, actors: ["anna"], trace: [], suggestions: [] },
  };
}

type Options = Partial<Parameters<typeof passingReasons>[0]>;

function reasons(options: Options) {
  return passingReasons({ passing: [], untold: [], control: { tolerated: [] }, owner: "Integration team", ...options });
}

const BLOCK: Parameters<typeof passingReasons>[0]["control"] = { tolerated: [], passingChanges: "block" };

test("nothing differs, so a change that was put back is a note, to its owner, with who and where", () => {
  const [reason, ...more] = reasons({ passing: [passed("Orders")] });
  assert.deepEqual(more, []);
  assert.deepEqual([reason?.code, reason?.verdict, reason?.owner], ["passing-change", "ready", "Lab team"]);
  assert.equal(
    reason?.message,
    "One artefact was changed and put back between two looks, without a ticket that covers it: 'Orders' on tie-a (by anna, never deployed).",
  );
});

test("each owner is told of their own, and what a ticket covers apart from what none does", () => {
  const passing = [passed("A"), passed("B"), passed("C", "authorised"), passed("D", "unreferenced", "PACS team")];
  assert.deepEqual(
    reasons({ passing }).map(({ owner, subjects, message }) => [owner, subjects?.length, /without/.test(message)]),
    [
      ["Lab team", 2, true],
      ["Lab team", 1, false],
      ["PACS team", 1, true],
    ],
  );
});

test("where policy says so it blocks: without a ticket not ready, unread tickets unknown, authorised still a note", () => {
  const verdictOf = (verdict: AuthorisationVerdict) =>
    reasons({ passing: [passed("A", verdict)], control: BLOCK })[0]?.verdict;
  assert.equal(verdictOf("unreferenced"), "not-ready");
  assert.equal(verdictOf("source-unavailable"), "unknown");
  assert.equal(verdictOf("authorised"), "ready");
  assert.equal(verdictOf("pending-retrospective"), "ready");
});

test("a time of which the engine's record tells nothing is said, and unknown where it would block", () => {
  const untold = [{ nodeId: "tie-a", between: LOOKS, because: "record-too-short" }] as const;
  const [note] = reasons({ untold });
  assert.deepEqual([note?.code, note?.verdict, note?.owner], ["passing-untold", "ready", "Integration team"]);
  assert.equal(
    note?.message,
    "Whether anything was changed and put back on tie-a between 2026-11-22T02:00:00Z and 2026-11-23T02:00:00Z cannot be told: the engine's own record begins only after the earlier look.",
  );
  assert.equal(reasons({ untold, control: BLOCK })[0]?.verdict, "unknown");
});

test("of very many the first are named, and the rest counted", () => {
  const passing = Array.from({ length: 9 }, (_, index) => passed(`channel ${index}`));
  assert.match(reasons({ passing })[0]?.message ?? "", /^9 artefacts were .* and 4 more\.$/);
});
