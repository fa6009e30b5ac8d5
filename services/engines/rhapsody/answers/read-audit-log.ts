import type { EngineEvent, NodeFacts } from "#schemas/snapshot";
import type { ParsedExport } from "#services/core/dialect";
import { sha256 } from "#services/core/text/digest";
import { readZip } from "#services/formats/zip/read-zip";
import { instantOf } from "./instant.js";

/** Actions of the audit log that change something; views, searches and messages are nobody's configuration. */
const ACTIONS: Readonly<Record<string, NonNullable<EngineEvent["artefact"]>>> = {
  "Configuration Change": { kind: "*", key: "*" },
  "Administration Change": { kind: "*", key: "*" },
  "User Privilege Change": { kind: "*", key: "*" },
};

/**
 * Reads the audit log of `POST /api/logs/export`: archives of lines whose fields stand between bars. Kept are who, when and which
 * kind of act; the details may quote anything. A line whose time has no zone, or that is not understood, tells nothing.
 */
export function readAuditLog(bytes: Uint8Array, origin: string): ParsedExport {
  const lines = readZip(bytes, origin).flatMap(({ bytes: text }) => new TextDecoder().decode(text).split(/\r?\n/));
  const rows = lines.map((line) => line.split("|").map((field) => field.trim())).filter((fields) => fields.length > 1);
  const userColumn = rows.find(isHeader)?.findIndex((field) => USER.test(field));
  const times = rows.flatMap((fields) => timeOf(fields) ?? []).sort();
  const events = rows.flatMap((fields) => eventOf(fields, userColumn));
  const from = times[0];
  const facts: NodeFacts = { events, ...(from !== undefined && { eventsFrom: from }) };
  return { artefacts: [], facts };
}

const USER = /^(?:user(?: ?name)?|login|person)$/i;

function isHeader(fields: readonly string[]): boolean {
  return timeOf(fields) === undefined && fields.some((field) => USER.test(field));
}

function timeOf(fields: readonly string[]): string | undefined {
  for (const field of fields) {
    const instant = instantOf(field);
    if (instant !== undefined) return instant;
  }
  return undefined;
}

function eventOf(fields: readonly string[], userColumn: number | undefined): EngineEvent[] {
  const at = timeOf(fields);
  const act = fields.find((field) => Object.hasOwn(ACTIONS, field));
  const artefact = act === undefined ? undefined : ACTIONS[act];
  if (at === undefined || act === undefined || artefact === undefined) return [];
  const id = sha256(fields.join("|")).slice(0, 16);
  return [{ id, at, act, actor: actorOf(fields[userColumn ?? -1]), artefact, phase: "save" }];
}

/** What cannot be a login is not shown: the column may be another one than we think. */
function actorOf(field: string | undefined): string {
  return field !== undefined && /^[\w.@\\ -]{1,64}$/.test(field) ? field : "unknown";
}
