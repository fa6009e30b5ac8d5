import type { EngineEvent, NodeFacts } from "#schemas/snapshot";
import type { RawNode } from "#services/core/dialect";
import { classifyAct } from "./classify-act.js";
import { elementsNamed, entriesOf, textAt } from "./raw-nodes.js";

const ID = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";
const OBJECT_ID = new RegExp(`(?:\\[id=|^)(${ID})(?=[,\\]\\s]|$)`);

/**
 * Reads who did what and when from the audit log. Attributes hold scripts, whole configuration maps and passwords: all that
 * is taken from them is the id of the object. Mere reads and logins are left out. The user is a number here; `userNames` says who.
 */
export function readEvents(root: RawNode): NodeFacts {
  return { events: elementsNamed(root, "event").flatMap(readEvent) };
}

function readEvent(event: RawNode): EngineEvent[] {
  const id = textAt(event, "id");
  const time = Number(textAt(event, "eventTime", "time") ?? Number.NaN);
  const act = textAt(event, "name") ?? "";
  const known = classifyAct(act);
  if (id === undefined || !Number.isSafeInteger(time) || known === undefined) return [];
  const at = new Date(time).toISOString();
  const { kind, phase, whole } = known;
  const actor = `user ${textAt(event, "userId") ?? "0"}`;
  const keys = kind === undefined ? [] : objectIds(event);
  if (kind !== undefined && whole) return [{ id, at, act, actor, artefact: { kind, key: "*" }, phase }];
  if (kind === undefined || keys.length === 0) return [{ id, at, act, actor, phase }];
  return keys.map((key) => ({ id, at, act, actor, artefact: { kind, key }, phase }));
}

/** Several objects may be named: `channel[0]`, `channel[1]`… */
function objectIds(event: RawNode): string[] {
  const attributes = event.children.find((child) => child.name === "attributes");
  if (attributes === undefined) return [];
  const ids = entriesOf(attributes).flatMap(([, value]) => OBJECT_ID.exec(value.text)?.[1] ?? []);
  return [...new Set(ids)];
}
