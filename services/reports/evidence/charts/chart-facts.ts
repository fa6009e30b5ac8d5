import type { EvidenceDocument } from "#schemas/evidence-document";
import type { EvidenceCell } from "#schemas/evidence-table";
import type { EvidenceTableId } from "#services/core/evidence/tables";
import { showShare } from "../../text/show-share.js";
import type { Bar } from "./bar-chart.js";

/** A chart of bars with its words. */
export interface BarFacts {
  readonly id: string;
  readonly title: string;
  /** What is counted, and what is not. */
  readonly explains: string;
  /** What a bar is, above the table of the same figures. */
  readonly of: string;
  readonly bars: readonly Bar[];
  /** What a bar of full length is: the whole, where they are shares; the longest where nothing is said. */
  readonly full?: number;
}

/** What the bars of a pack are drawn of: times to detect, decide and align, the age of what is tolerated, and approval that came afterwards. */
export function chartFacts(document: EvidenceDocument): readonly BarFacts[] {
  const changes = rowsOf(document, "01-population").filter(({ kind }) => kind !== "alignment");
  const behind = changes.filter(({ nodes, kind }) => kind === "difference" && nodes === "standby");
  return [
    {
      id: "detect",
      title: "Time to detect a change",
      explains:
        "Changes, undone ones included, by the hours from when each can first have been made until a check found it.",
      ...ofHours(changes.map(({ hoursToDetect }) => hoursToDetect)),
    },
    {
      id: "decide",
      title: "Time to decide on a change",
      explains: "Changes, of standbys too, by the hours from when each was found until a named person decided on it.",
      ...ofHours(changes.map(({ hoursToDecide }) => hoursToDecide)),
    },
    {
      id: "align",
      title: "Time to align the standby",
      explains: "Differences of a standby alone, by the hours from when each was found until it was gone.",
      ...ofHours(behind.map(({ goneAt, hoursStanding }) => (goneAt === null ? null : hoursStanding))),
    },
    {
      id: "waiver-age",
      title: "Age of waivers and accepted gaps",
      explains: "Waivers and accepted gaps that were in force in the period, by their age at its end.",
      ...ofAges(rowsOf(document, "08-exceptions")),
    },
    {
      id: "retrospective",
      title: "Changes approved only afterwards",
      explains:
        "Of the changes of each month that ask for a ticket, how many had or awaited an approval after they were made.",
      ...ofMonths(changes),
    },
  ];
}

type Rows = EvidenceDocument["tables"][number]["rows"];

function rowsOf({ tables }: EvidenceDocument, id: EvidenceTableId): Rows {
  return tables.find((table) => table.id === id)?.rows ?? [];
}

const HOURS = [
  { upTo: 1, label: "up to 1 hour" },
  { upTo: 4, label: "1 to 4 hours" },
  { upTo: 24, label: "4 to 24 hours" },
  { upTo: 72, label: "1 to 3 days" },
  { upTo: 168, label: "3 to 7 days" },
  { upTo: Number.POSITIVE_INFINITY, label: "more than 7 days" },
];

function ofHours(values: readonly (EvidenceCell | undefined)[]): Pick<BarFacts, "of" | "bars"> {
  const known = values.filter((value) => typeof value === "number");
  const untold = values.length - known.length;
  return { of: "Hours", bars: [...counted(known, HOURS), ...bar("not (yet) or not known", untold)] };
}

const AGES = [
  { upTo: 30, label: "up to 30 days" },
  { upTo: 90, label: "31 to 90 days" },
  { upTo: 180, label: "91 to 180 days" },
  { upTo: 365, label: "181 to 365 days" },
  { upTo: Number.POSITIVE_INFINITY, label: "more than a year" },
];

function ofAges(rows: Rows): Pick<BarFacts, "of" | "bars"> {
  const dated = rows.filter(({ kind }) => kind === "waiver" || kind === "accepted gap");
  const ages = dated.map(({ ageDays }) => ageDays).filter((age) => typeof age === "number");
  return { of: "Age", bars: [...counted(ages, AGES), ...bar("not known", dated.length - ages.length)] };
}

function counted(values: readonly number[], steps: readonly { upTo: number; label: string }[]): readonly Bar[] {
  return steps.map(({ upTo, label }, index) => {
    const above = steps[index - 1]?.upTo ?? Number.NEGATIVE_INFINITY;
    const value = values.filter((each) => each > above && each <= upTo).length;
    return { label, value, told: String(value) };
  });
}

function bar(label: string, value: number): readonly Bar[] {
  return value === 0 ? [] : [{ label, value, told: String(value) }];
}

/** By the month in which each was found, in UTC. */
function ofMonths(rows: Rows): Pick<BarFacts, "of" | "bars" | "full"> {
  const months = new Map<string, { cases: number; afterwards: number }>();
  for (const { authorised, retrospective, foundAt } of rows) {
    const [name] = /^\d{4}-\d{2}/.exec(String(foundAt)) ?? [];
    if (typeof authorised !== "boolean" || name === undefined) continue;
    const month = months.get(name) ?? { cases: 0, afterwards: 0 };
    months.set(name, {
      cases: month.cases + 1,
      afterwards: month.afterwards + (retrospective === true ? 1 : 0),
    });
  }
  const bars = [...months]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([label, { cases, afterwards }]) => {
      const share = afterwards / cases;
      return { label, value: share, told: `${showShare(share)} (${afterwards} of ${cases})` };
    });
  return { of: "Month", bars, full: 1 };
}
