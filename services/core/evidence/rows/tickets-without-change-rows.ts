import type { ChangeTicket } from "#schemas/change-ticket";
import { normaliseNumber } from "../../authorisation/ticket-timeline.js";
import { compareText } from "../../text/compare-text.js";
import { matchesGlob } from "../../text/match-glob.js";
import type { EvidenceMaterial } from "../material.js";
import type { EVIDENCE_TABLES, RowOf } from "../tables.js";
import type { PopulationRow } from "./population-row.js";

type Row = RowOf<typeof EVIDENCE_TABLES.ticketsWithoutChange>;

/** Makes a row of each approved ticket for something in scope whose window ended in the period, and under which no change was found. */
export function ticketsWithoutChangeRows(
  material: EvidenceMaterial,
  population: readonly PopulationRow[],
): readonly Row[] {
  const named = new Set(
    population.flatMap(({ ticket }) => (typeof ticket === "string" ? [normaliseNumber(ticket)] : [])),
  );
  const { timelines, parameters } = material;
  const { from, to } = parameters;
  const rows = timelines
    .filter(({ number }) => !named.has(number))
    .map(({ current, sights }) => sights.filter(({ observedAt }) => observedAt < to).at(-1) ?? current)
    .filter(({ approval, planned }) => approval === "approved" && isWithin(planned.end, from, to))
    .filter((ticket) => isInScope(ticket, material))
    .map(rowOf);
  return rows.sort(
    (a, b) => compareText(String(a.number), String(b.number)) || compareText(String(a.instance), String(b.instance)),
  );
}

function isWithin(end: string | null, from: string, to: string): boolean {
  const instant = end === null ? Number.NaN : Date.parse(end);
  return instant >= Date.parse(from) && instant < Date.parse(to);
}

/** Channels are names on some engine, so that a ticket that names one may be meant for any. */
function isInScope({ cis, channels }: ChangeTicket, { governed, parameters }: EvidenceMaterial): boolean {
  if (channels.length > 0) return true;
  const items = governed.policy?.changeControl.configurationItems ?? [];
  const engines = (governed.estate?.engines ?? []).filter(({ id }) => parameters.engines.includes(id));
  return cis.some((ci) => {
    const mapped = items.filter((item) => item.ci === ci);
    return engines.some(({ id, nodes }) =>
      mapped.length === 0
        ? ci === id || nodes.some((node) => node.id === ci)
        : mapped.some(
            ({ engine = "*", node = "*" }) => matchesGlob(engine, id) && nodes.some((one) => matchesGlob(node, one.id)),
          ),
    );
  });
}

function rowOf(ticket: ChangeTicket): Row {
  const { system, instance, number, kind, lifecycle, approvals, planned, cis, channels, implementers } = ticket;
  const approvedAt = approvals.flatMap(({ decision, at }) => (decision === "approved" && at !== null ? [at] : []));
  return {
    ...{ system, instance, number, kind, state: lifecycle, approvedAt: approvedAt.toSorted().at(-1) ?? null },
    ...{ windowFrom: planned.start, windowTo: planned.end, names: [...cis, ...channels].join(", ") },
    implementers: implementers.length === 0 ? null : implementers.join(", "),
    lastSeen: ticket.observedAt,
  };
}
