import assert from "node:assert/strict";
import { test } from "node:test";
import { deriveTicket } from "#services/core/tickets/derive-ticket";
import { fillPath } from "#services/tickets/profiled/fill-path";
import { ALL_WORDS, HALO_WORDS, IVANTI_WORDS, XURRENT_WORDS } from "./make-words.js";
import type { MakeWords } from "./stage-profiled.js";
import { changeOf, SECRET, type StagedProfiled, type StageOptions, stageProfiled, systemOf } from "./stage-profiled.js";

async function withProfiled(
  words: MakeWords,
  options: StageOptions,
  test: (staged: StagedProfiled) => Promise<unknown>,
): Promise<void> {
  const staged = await stageProfiled(words, options);
  try {
    await test(staged);
  } finally {
    await staged.simulator.stop();
  }
}

for (const words of ALL_WORDS) {
  const { profile, make } = words;

  test(`each look at ${profile.product} says that it is unproven`, () =>
    withProfiled(words, {}, async ({ request }) => {
      const system = systemOf(words);
      const told = [await system.list(request, null), await system.find(request, [`${profile.prefix}-1207`])];
      for (const { warnings } of told) assert.match(warnings.join(), /is unproven/);
      assert.match((await system.discover(request)).notes.join(), /is unproven/);
      assert.ok((await system.diagnose(request)).some(({ check }) => check === "proof"));
    }));

  test(`edits in ${profile.product} are asked for by its own clock, also where it is behind`, () =>
    withProfiled(words, { faults: { clockSkewMs: -1_800_000 } }, async ({ request, simulator }) => {
      const since = new Date().toISOString();
      simulator.state.edit(1207);
      assert.equal((await systemOf(words).list(request, since)).facts.length, 1);
    }));

  test(`a discovery in ${profile.product} names a state that nobody knows`, () =>
    withProfiled(words, { changes: [changeOf(words, 1300, words.unknownState)] }, async ({ request }) => {
      assert.match((await systemOf(words).discover(request)).notes.join("\n"), /authorises nothing/);
    }));

  test(`an entry of ${profile.product} is refused with a filter, an unknown scope or another login`, () => {
    const system = systemOf(words);
    const declared = {
      id: "desk",
      system: make,
      url: "https://desk.hospital.test",
      passwordEnv: "P",
      ...words.declared,
    };
    assert.deepEqual(system.declarationProblems(declared), []);
    assert.equal(system.declarationProblems({ ...declared, filter: "x" }).length, 1);
    assert.equal(system.declarationProblems({ ...declared, scope: { ...declared.scope, team: "x" } }).length, 1);
    assert.equal(system.declarationProblems({ ...declared, scope: { ...declared.scope, prefix: "A/B" } }).length, 2);
    assert.notDeepEqual(system.declarationProblems({ ...declared, auth: "basic" }), []);
  });
}

test("a list of approvals that may be one page of several is not known, and its ticket authorises nothing", () => {
  const vote = { Owner: "pat.cab", Status: "Approved", LastModDateTime: "2026-10-23T14:02:11Z" };
  const approvals = Array.from({ length: 50 }, (_, at) => ({ ...vote, RecId: `v${at}` }));
  return withProfiled(
    IVANTI_WORDS,
    { changes: [changeOf(IVANTI_WORDS, 1207, {}, { approvals })] },
    async ({ request }) => {
      const [fact] = (await systemOf(IVANTI_WORDS).find(request, ["CHG-1207"])).facts;
      assert.match(fact?.unread[0]?.reason ?? "", /may be a page/);
      assert.ok(fact && deriveTicket(fact, request.mapping).at(-1)?.problems?.length);
    },
  );
});

test("a client of HaloITSM asks for the scope that its tokens need, and shows its secret to nothing else", () =>
  withProfiled(HALO_WORDS, {}, async ({ request, simulator }) => {
    await systemOf(HALO_WORDS).list(request, null);
    assert.equal(simulator.requests.filter(([, path]) => path === "/auth/token").length, 1);
    assert.ok(!simulator.asked.some((query) => query.includes(SECRET)));
  }));

test("the zone of planned times in Xurrent is that of the mapping", () =>
  withProfiled(XURRENT_WORDS, {}, async ({ request }) => {
    const [fact] = (await systemOf(XURRENT_WORDS).find(request, ["WF-1207"])).facts;
    const inUtc = fact && deriveTicket(fact, { ...request.mapping, zone: "UTC" }).at(-1);
    assert.equal(inUtc?.planned.start, "2026-10-25T00:30:00Z");
  }));

for (const [value, expected] of [
  ["12", "/a?id=12"],
  ["1 or 1 eq 1", "/a?id=1%20or%201%20eq%201"],
  ["1&x=y#z", "/a?id=1%26x%3Dy%23z"],
] as const) {
  test(`the value ${value} stays one value of a path`, () =>
    assert.equal(fillPath("/a?id={id}", { id: value }), expected));
}
