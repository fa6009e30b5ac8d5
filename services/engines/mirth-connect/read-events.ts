import type { EngineEvent, NodeFacts } from "#schemas/snapshot";
import type { RawNode } from "#services/core/dialect";
import { classifyAct } from "./classify-act.js";
import { childOf, elementsNamed, textAt } from "./raw-nodes.js";

const ID = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";
const OBJECT_ID = new RegExp(`(?:\\[id=|^)(${ID})(?=[,\\]\\s]|$)`);

/**
 * Reads who did what and when from the audit log. Attributes hold scripts, whole configuration maps and passwords: all that
 * is taken from them is the id of the object. Mere reads and logins are left out, and still count for how far back the
 * log reaches: they push older acts out of the answer. The user is a number here; `userNames` says who.
 */
export function readEvents(root: RawNode): NodeFacts {
  const events = elementsNamed(root, "event");
  const times = events.flatMap((event) => timeOf(event) ?? []);
  return {
    events: events.flatMap(readEvent),
    ...(times.length === 0 ? {} : { eventsFrom: instantOf(times.reduce((a, b) => Math.min(a, b))) }),
  };
}

/** Milliseconds; `undefined` where they are none, or beyond what a date can hold. */
function timeOf(event: RawNode): number | undefined {
  const time = Number(textAt(event, "eventTime", "time") ?? Number.NaN);
  return Number.isSafeInteger(time) && Math.abs(time) <= MAX_TIME ? time : undefined;
}

const MAX_TIME = 8_640_000_000_000_000;

function instantOf(time: number): string {
  return new Date(time).toISOString();
}

function readEvent(event: RawNode): EngineEvent[] {
  const id = textAt(event, "id");
  const time = timeOf(event);
  const act = textAt(event, "name") ?? "";
  const known = classifyAct(act);
  if (id === undefined || time === undefined || known === undefined) return [];
  const at = instantOf(time);
  const { kind, whole, also } = known;
  const actor = `user ${textAt(event, "userId") ?? "0"}`;
  // What was tried and refused by the engine stands in its log, too.
  const hasSucceeded = textAt(event, "outcome") === "SUCCESS";
  const phase = hasSucceeded ? known.phase : "other";
  const removes = (whole || known.removes) && hasSucceeded ? ({ removes: true } as const) : {};
  if (kind !== undefined && whole) {
    const kinds = also === undefined ? [kind] : [kind, also];
    return kinds.map((each) => ({ id, at, act, actor, artefact: { kind: each, key: "*" }, phase, ...removes }));
  }
  const keys = kind === undefined ? [] : objectIds(event);
  if (kind === undefined || keys.length === 0) return [{ id, at, act, actor, phase }];
  return keys.map((key) => ({ id, at, act, actor, artefact: { kind, key }, phase, ...removes }));
}

/** Several objects may be named: `channel[0]`, `channel[1]`… */
function objectIds(event: RawNode): string[] {
  const values = childOf(event, "attributes")?.children.flatMap(({ children }) => children.slice(1)) ?? [];
  const ids = values.flatMap(({ text }) => OBJECT_ID.exec(text)?.[1] ?? []);
  return [...new Set(ids)];
}
