import type { EngineEvent } from "#schemas/snapshot";
import type { ExportItem, ParsedExport } from "#services/core/dialect";
import { type JsonObject, parseJsonRows, textIn } from "./json-answer.js";
import type { Kind } from "./kinds.js";

/** What an audited event changed. */
const KINDS: Readonly<Record<string, Kind>> = {
  ApplicationChange: "web-application",
  ResourceChange: "resource",
  RoleChange: "role",
  ServiceChange: "service",
  SSLConfigChange: "ssl-config",
  UserChange: "user",
};

/** Acts on productions and on the system's configuration: any artefact may be meant. */
const WIDE = new Set(["ConfigurationChange", "ModifyConfiguration", "RoutineChange", "DatabaseChange"]);
const STARTS = new Set(["StartProduction", "StopProduction", "StartStop"]);

/** Reads who changed what and when from the audit log. Of its texts nothing is kept: they hold old and new values. */
export function parseAudit({ bytes, origin }: ExportItem): ParsedExport {
  const rows = parseJsonRows(bytes, origin);
  const times = rows.flatMap((row) => instantOf(row) ?? []).sort();
  const [eventsFrom] = times;
  return {
    artefacts: [],
    facts: { events: rows.flatMap(eventOf), ...(eventsFrom === undefined ? {} : { eventsFrom }) },
  };
}

function eventOf(row: JsonObject): EngineEvent[] {
  const event = textIn(row, "Event");
  const at = instantOf(row);
  if (at === undefined || event === "") return [];
  const index = textIn(row, "AuditIndex") || textIn(row, "ID");
  const said = [textIn(row, "EventSource"), textIn(row, "EventType"), event].filter((part) => part !== "");
  const base = { id: `${index} ${at}`.trim(), at, act: said.join("/"), actor: textIn(row, "Username") || "unknown" };
  const kind = Object.hasOwn(KINDS, event) ? KINDS[event] : undefined;
  if (kind !== undefined) return [{ ...base, artefact: { kind, key: "*" }, phase: "save" }];
  if (WIDE.has(event)) return [{ ...base, artefact: { kind: "*", key: "*" }, phase: "save" }];
  return [{ ...base, phase: STARTS.has(event) ? "start" : "other" }];
}

/** `2026-11-23 05:12:52.123`, in UTC. */
function instantOf(row: JsonObject): string | undefined {
  const [, day, time, fraction = ""] =
    /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(\.\d{1,9})?Z?$/.exec(textIn(row, "UTCTimeStamp").trim()) ?? [];
  if (day === undefined || time === undefined) return undefined;
  const text = `${day}T${time}.${fraction.slice(1).padEnd(3, "0").slice(0, 3)}Z`;
  return Number.isNaN(Date.parse(text)) ? undefined : text;
}
