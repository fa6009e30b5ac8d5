import assert from "node:assert/strict";
import { test } from "node:test";
import { parseActionWords } from "#services/core/action/parse-action-words";
import { type ActionRequest, planAction } from "#services/core/action/plan-action";
import { standingActions } from "#services/core/action/standing-actions";
import { pseudonymOf } from "#services/core/people/pseudonym-of";
import { aRecord, RECORDED_AT } from "../exercise/an-exercise.js";

const ASKED = {
  engineId: "tie",
  what: "Renew the VPN route",
  from: "failover exercise begun 2026-10-13T08:30:00.000Z",
  owner: "Network team",
  due: "2026-12-18",
};

function plan(about: Partial<ActionRequest> = {}) {
  return { ...planAction({ ...ASKED, ...about }, RECORDED_AT), ticket: null };
}

test("the same action raised twice bears one id, and another day makes another", () => {
  assert.match(plan().id, /^a-[0-9a-f]{8}$/);
  assert.equal(plan().id, plan().id);
  assert.notEqual(plan().id, plan({ due: "2026-12-19" }).id);
});

test("the id of an action whose owner is sealed is made of the pseudonym, in any spelling of the name, so no guess at it can be proved", () => {
  const key = new Uint8Array(32).fill(7);
  const idOf = (owner: string, under = key): string =>
    planAction({ ...ASKED, owner }, RECORDED_AT, pseudonymOf(owner, under, "owner")).id;
  assert.notEqual(idOf("Pat Jones"), plan({ owner: "Pat Jones" }).id);
  assert.notEqual(idOf("Pat Jones"), idOf("Pat Jones", new Uint8Array(32).fill(8)));
  assert.equal(idOf("Pat Jones"), idOf("pat  jones"));
});

test("an action without an owner, on a day that is over or none, or with a patient in its words is refused", () => {
  const refused: readonly (readonly [RegExp, Partial<ActionRequest>])[] = [
    [/owner of the action names nobody/, { owner: "tbc" }],
    [/no day of the calendar/, { due: "2026-02-30" }],
    [/a day that is over/, { due: "2026-11-22" }],
    [/more than two years/, { due: "2029-01-01" }],
    [/looks like patient data/, { what: "Call NHS number 943 476 5919" }],
    [/says nothing/, { from: " " }],
  ];
  for (const [message, about] of refused) assert.throws(() => plan(about), message);
});

test("an action is written as what, owner and day, also with semicolons in what is to be done", () => {
  const wanted = { what: "Renew the route; test it", owner: "Network team", due: "2026-12-18" };
  assert.deepEqual(parseActionWords("Renew the route; test it;Network team;2026-12-18"), wanted);
  for (const text of ["", "Renew the route", "Renew;2026-12-18", ";Network team;2026-12-18"])
    assert.throws(() => parseActionWords(text), /with semicolons between/);
});

test("what is due first comes first, what is past its day is overdue, and what is closed comes last", () => {
  const [soon, late, done] = [plan(), plan({ due: "2026-11-23" }), plan({ what: "Write it down" })];
  const records = [
    aRecord(1, "action-raised", done),
    aRecord(2, "action-raised", soon),
    aRecord(3, "action-raised", late),
    aRecord(4, "action-closed", { id: done.id, engineId: "tie", note: "Written" }, { actor: "M. Reid" }),
  ];
  const standing = standingActions(records, "2026-11-24T00:00:00.000Z");
  assert.deepEqual(
    standing.map(({ id, standing: stands, daysLeft, closedBy }) => [id, stands, daysLeft, closedBy]),
    [
      [late.id, "overdue", -1, null],
      [soon.id, "open", 24, null],
      [done.id, "closed", 24, "M. Reid"],
    ],
  );
  assert.equal(standingActions(records, "2026-11-23T23:59:59.000Z")[0]?.standing, "open");
});

test("of two people who raise or close one at once, the first record counts", () => {
  const body = plan();
  const close = (seq: number, actor: string) =>
    aRecord(seq, "action-closed", { id: body.id, engineId: "tie", note: "Done" }, { actor });
  const records = [
    close(9, "M. Reid"),
    close(8, "A. Person"),
    aRecord(6, "action-raised", body),
    aRecord(5, "action-raised", body),
  ];
  const [action, ...others] = standingActions(records, RECORDED_AT);
  assert.deepEqual([action?.record, action?.closedBy, others.length], [5, "A. Person", 0]);
});
