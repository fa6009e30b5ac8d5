import assert from "node:assert/strict";
import { test } from "node:test";
import type { NodeFacts, Snapshot } from "#schemas/snapshot";
import { isSameServer } from "#services/core/readiness/is-same-server";
import { aNode, aSnapshot, aStandbySnapshot, assess, codesOf } from "#test/fakes/readiness-story";

const STARTED = "2026-11-20T03:00:00.250Z";
const rhapsody = (more: NodeFacts = {}): NodeFacts => ({ serverName: "RIE", startedAt: STARTED, ...more });

const PAIRS: readonly (readonly [
  claim: string,
  one: NodeFacts,
  other: NodeFacts,
  same: ReturnType<typeof isSameServer>,
])[] = [
  ["two ids are two servers", { serverId: "a" }, { serverId: "b" }, false],
  ["one id is one server, in whatever case", { serverId: "a1" }, { serverId: "A1" }, true],
  ["one id is one server, whatever else it tells", { ...rhapsody(), serverId: "a" }, { serverId: "a" }, true],
  ["one name and one start are one server", rhapsody(), rhapsody({ startedAt: "2026-11-20T03:00:01.900Z" }), true],
  ["two starts are two servers", rhapsody(), rhapsody({ startedAt: "2026-11-20T03:00:10Z" }), false],
  ["two names are two servers", rhapsody(), rhapsody({ serverName: "RIE 2" }), false],
  ["one name alone says nothing", { serverName: "RIE" }, rhapsody(), "unknown"],
  ["files have neither", {}, {}, undefined],
];

for (const [claim, one, other, same] of PAIRS) {
  test(`${claim}`, () => {
    assert.equal(isSameServer(one, other), same);
    assert.equal(isSameServer(other, one), same);
  });
}

/** A pair that is ready, but for what its nodes tell of themselves. */
function judge(one: NodeFacts, other: NodeFacts): ReturnType<typeof assess> {
  const telling = (snapshot: Snapshot, told: NodeFacts): Snapshot => {
    const { serverId, ...facts } = snapshot.facts;
    return { ...snapshot, facts: { ...facts, ...told } };
  };
  return assess({
    production: aNode("tie-a", telling(aSnapshot(), one)),
    standby: aNode("tie-b", telling(aStandbySnapshot(), other)),
  });
}

test("is unknown, not ready, when both addresses reach one engine that gives itself no id", () => {
  const readiness = judge(rhapsody(), rhapsody({ startedAt: "2026-11-20T02:59:59.900Z" }));
  assert.equal(readiness.verdict, "unknown");
  assert.deepEqual(codesOf(readiness), ["wrong-server"]);
  assert.match(readiness.reasons[0]?.message ?? "", /tie-a and tie-b are the same server/);
});

test("is ready, and says that it cannot tell, when two engines of one name do not say for how long they run", () => {
  const readiness = judge({ serverName: "RIE" }, { serverName: "RIE" });
  assert.equal(readiness.verdict, "ready");
  assert.deepEqual(
    readiness.reasons.map(({ code, verdict }) => [code, verdict]),
    [["server-untold", "ready"]],
  );
});

test("is ready without a word where the engines are two", () => {
  const readiness = judge(rhapsody(), rhapsody({ startedAt: "2026-11-21T03:00:00Z" }));
  assert.equal(readiness.verdict, "ready");
  assert.deepEqual(readiness.reasons, []);
});
