import { compareText } from "../../text/compare-text.js";
import type { AccessRow } from "../act-of.js";
import type { EvidenceMaterial } from "../material.js";
import type { PopulationRow } from "./population-row.js";

/** Makes a row of each act of a person in the period, of each breach of the segregation of duties, and of each role held at its end. */
export function accessRows(material: EvidenceMaterial, population: readonly PopulationRow[]): readonly AccessRow[] {
  const acts = material.gathered.acts.toSorted((a, b) => Number(a.record) - Number(b.record));
  return [...acts, ...breaches(population), ...singleHanded(material), ...roles(material)];
}

const NOTHING = { at: null, who: null, what: null, engine: null, role: null, ticket: null, detail: null, record: null };

function breaches(population: readonly PopulationRow[]): readonly AccessRow[] {
  return population
    .filter(({ verdict }) => verdict === "sod-breach")
    .map((row) => ({
      ...{ ...NOTHING, kind: "breach", at: row.foundAt, who: row.madeBy, engine: row.engine, ticket: row.ticket },
      ...{ what: "approved what they made or asked for", detail: row.item, record: row.firstRun },
    }));
}

function singleHanded({ gathered, detailsOf }: EvidenceMaterial): readonly AccessRow[] {
  return [...gathered.last].flatMap(([engine, { seq }]) =>
    (detailsOf(seq, engine)?.singleHanded ?? []).map(({ ticket, since, review, due }) => ({
      ...{ ...NOTHING, kind: "single-handed", at: since, engine, ticket, record: seq },
      what: "one person alone approved and made a change",
      detail: `review ${review}${due === null ? "" : `, due ${due}`}`,
    })),
  );
}

function roles({ governed }: EvidenceMaterial): readonly AccessRow[] {
  const { people = [], groups = [] } = governed.access ?? {};
  const held = [
    ...people.map(({ name, roles: own }) => ({ who: name, roles: own, detail: "a person" })),
    ...groups.map(({ group, roles: own }) => ({ who: group, roles: own, detail: "a group of the sign-in" })),
  ];
  const rows = held.flatMap(({ who, roles: own, detail }) =>
    own.map(({ role, engines }) => ({
      ...{ ...NOTHING, kind: "role", who, what: "held at the end", role, detail },
      engine: engines?.join(", ") ?? "all",
    })),
  );
  return rows.sort(
    (a, b) => compareText(a.who, b.who) || compareText(a.role, b.role) || compareText(a.engine, b.engine),
  );
}
