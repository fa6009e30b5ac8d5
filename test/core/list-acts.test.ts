import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { EngineEvent } from "#schemas/snapshot";
import { listActs } from "#services/core/authorisation/list-acts";
import { narrowInterval } from "#services/core/authorisation/narrow-interval";
import { aChange, on, tell } from "./ticket-story.js";

const NIGHT = [on("02:00"), on("14:00")] as const;

function event(time: string, phase: EngineEvent["phase"], actor = "sam"): EngineEvent {
  return { id: `${time}${phase}`, at: on(time), act: phase, actor, phase };
}

function recorded(events: readonly EngineEvent[], skewMs = 0) {
  return { events, from: on("01:00"), skewMs };
}

function show(events: readonly EngineEvent[], skewMs = 0): string[] {
  return listActs(NIGHT, recorded(events, skewMs)).map(
    ({ at, phase, actor }) => `${at.slice(11, 16)} ${phase} ${actor}`,
  );
}

test("three saves by two people, a deployment and a start between two looks are told apart, in order", () => {
  const events = [
    event("10:20", "deploy", "kim"),
    event("09:00", "save"),
    event("10:21", "start", "kim"),
    event("10:00", "save", "kim"),
    event("09:30", "save"),
  ];
  assert.deepEqual(show(events), [
    "09:00 save sam",
    "09:30 save sam",
    "10:00 save kim",
    "10:20 deploy kim",
    "10:21 start kim",
  ]);
});

test("an act of which the engine does not say on what is told as that", () => {
  const any = { ...event("10:00", "save"), artefact: { kind: "*", key: "*" } };
  const one = { ...event("10:01", "save"), artefact: { kind: "channel", key: "k1" } };
  const whole = { ...event("10:02", "save"), artefact: { kind: "tag", key: "*" }, removes: true as const };
  assert.deepEqual(
    listActs(NIGHT, recorded([any, one, whole])).map(({ vague }) => vague),
    [true, undefined, undefined],
  );
});

test("what lies outside the two looks, and what changes nothing, is left out", () => {
  assert.deepEqual(show([event("01:59", "save"), event("14:01", "save"), event("10:00", "other")]), []);
  assert.deepEqual(show([event("01:59", "save")], 90_000), ["01:59 save sam"]);
});

test("of very many acts the first and the last are kept", () => {
  const times = Array.from({ length: 59 }, (_, minute) => `10:${String(minute).padStart(2, "0")}`);
  const shown = show(times.map((time) => event(time, "save")));
  assert.deepEqual([shown.length, shown[0], shown.at(-1)], [20, "10:00 save sam", "10:58 save sam"]);
});

test("the order in which an engine gives its record does not matter", () => {
  const one = fc
    .tuple(
      fc.integer({ min: 0, max: 23 }),
      fc.constantFrom("save", "deploy", "start"),
      fc.constantFrom("sam", "kim", ""),
    )
    .map(([hour, phase, actor]) => event(`${String(hour).padStart(2, "0")}:00`, phase, actor));
  fc.assert(
    fc.property(fc.array(one, { maxLength: 30 }), (events) => {
      const [forth, back] = [recorded(events), recorded(events.toReversed())];
      assert.deepEqual(listActs(NIGHT, back), listActs(NIGHT, forth));
      assert.deepEqual(narrowInterval(NIGHT, back), narrowInterval(NIGHT, forth));
    }),
  );
});

test("the deployment is what is held against the window: a save before the window counts by when it went live", () => {
  const saved = [on("10:30"), on("10:30")] as const;
  const acts = listActs(NIGHT, recorded([event("10:30", "save"), event("12:30", "deploy")]));
  const inside = tell({
    change: aChange({ interval: saved, tookEffect: [on("12:30"), on("12:30")], acts }),
    earlier: [],
  });
  assert.equal(inside.verdict, "authorised");
  const window = inside.trace.find(({ test: name }) => name === "inside the window");
  assert.equal(window?.passed, true);
  assert.deepEqual(inside.tookEffect, [on("12:30"), on("12:30")]);
  assert.deepEqual(inside.acts, acts);
});
