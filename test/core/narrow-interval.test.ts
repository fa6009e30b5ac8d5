import assert from "node:assert/strict";
import { test } from "node:test";
import type { EngineEvent } from "#schemas/snapshot";
import { narrowInterval } from "#services/core/authorisation/narrow-interval";
import { aChange, approvedAt, aTicket, on, tell } from "./ticket-story.js";

const NIGHT = [on("02:00"), on("14:00")] as const;

function event(time: string, phase: EngineEvent["phase"], actor = "sam"): EngineEvent {
  return { id: `${time}${phase}`, at: on(time), act: phase, actor, phase };
}

/** A record that reaches back beyond the last clean look. */
function recorded(events: readonly EngineEvent[], skewMs = 0) {
  return { events, from: on("01:00"), skewMs };
}

test("a change lies between its first and last save, and takes effect with the deployments since the first", () => {
  const events = [
    event("10:05", "deploy", "kim"),
    event("10:00", "save"),
    event("09:00", "save"),
    event("09:30", "deploy"),
  ];
  assert.deepEqual(narrowInterval(NIGHT, recorded(events)), {
    interval: [on("09:00"), on("10:00")],
    tookEffect: [on("09:30"), on("10:05")],
    actors: ["kim", "sam"],
  });
});

test("a save that was not deployed has not taken effect", () => {
  assert.equal(narrowInterval(NIGHT, recorded([event("09:30", "deploy"), event("10:00", "save")])).tookEffect, null);
});

test("a second deployment does not move the time at which the change took effect", () => {
  const events = [event("09:00", "save"), event("09:10", "deploy"), event("13:00", "deploy")];
  assert.deepEqual(narrowInterval(NIGHT, recorded(events)).tookEffect, [on("09:10"), on("09:10")]);
});

test("what was saved and deployed before the window took effect before it, whatever was saved again inside", () => {
  const events = [event("09:10", "save"), event("09:11", "deploy"), event("12:00", "save"), event("12:01", "deploy")];
  const { interval, tookEffect, actors } = narrowInterval(NIGHT, recorded(events));
  assert.deepEqual(tookEffect, [on("09:11"), on("12:01")]);
  assert.equal(tell({ change: aChange({ interval, tookEffect, actors }) }).verdict, "approval-unproven");
  const tickets = [aTicket({ approvals: [approvedAt("08:00")] })];
  assert.equal(tell({ tickets, change: aChange({ interval, tookEffect, actors }) }).verdict, "window-unproven");
});

test("a deployment between two saves that may have been of something else counts as one of it", () => {
  const vague = { ...event("09:11", "deploy"), artefact: { kind: "*", key: "*" } };
  const events = [event("09:10", "save"), vague, event("12:00", "save"), event("12:01", "deploy")];
  assert.deepEqual(narrowInterval(NIGHT, recorded(events)).tookEffect, [on("09:11"), on("12:01")]);
});

test("a clock that is four minutes off widens the time by four minutes on either side", () => {
  const { interval } = narrowInterval(NIGHT, recorded([event("10:00", "save")], -240_000));
  assert.deepEqual(interval, [on("09:56"), on("10:04")]);
});

test("events outside the two looks do not narrow, and say nothing of who", () => {
  const events = [event("01:00", "save", "early"), event("15:00", "save", "late")];
  assert.deepEqual(narrowInterval(NIGHT, recorded(events)), { interval: NIGHT, tookEffect: null, actors: [] });
});

test("without a clean look before, the beginning stays open", () => {
  assert.deepEqual(narrowInterval([null, on("14:00")], recorded([event("10:00", "save")])).interval, [
    null,
    on("10:00"),
  ]);
});

test("events without a time that can be read are passed over", () => {
  assert.deepEqual(narrowInterval(NIGHT, recorded([{ ...event("10:00", "save"), at: "noon" }])).interval, NIGHT);
});

test("a record that begins after the last clean look, or does not say where it begins, tells who and not when", () => {
  const events = [event("10:00", "save"), event("10:05", "deploy", "kim")];
  for (const from of [on("02:01"), null, "noon"]) {
    const told = narrowInterval(NIGHT, { events, from, skewMs: 0 });
    assert.deepEqual(told, { interval: NIGHT, tookEffect: null, actors: ["kim", "sam"] });
  }
});

test("a record reaches back to the last clean look only where the clocks leave no doubt of it", () => {
  const events = [event("10:00", "save")];
  const at = (from: string) => narrowInterval(NIGHT, { events, from: on(from), skewMs: 240_000 }).interval;
  assert.deepEqual(at("01:57"), NIGHT);
  assert.deepEqual(at("01:56"), [on("09:56"), on("10:04")]);
});
