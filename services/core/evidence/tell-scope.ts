import type { EvidenceDocument } from "#schemas/evidence-document";
import type { EvidenceMaterial } from "./material.js";
import type { RowsOfPack } from "./rows-of-pack.js";

/** Tells what a pack covers and what it does not, a sentence each. */
export function tellScope(
  rows: RowsOfPack,
  material: EvidenceMaterial,
): Pick<EvidenceDocument, "scope" | "exclusions"> {
  return { scope: scopeOf(rows, material), exclusions: exclusionsOf(rows, material) };
}

function scopeOf({ coverage, population }: RowsOfPack, { parameters, gathered }: EvidenceMaterial): string[] {
  const { engines, from, to, zone, head } = parameters;
  const [first, last] = [coverage[0]?.day, coverage.at(-1)?.day];
  return [
    `It covers ${counted(engines.length, "integration engine")}: ${engines.join(", ")}.`,
    `It covers ${first ?? from} to ${last ?? to}, both included, with days counted in ${zone}.`,
    `It rests on ${gathered.records} records of the ledger up to number ${head.seq}; ${gathered.runs} of them are checks of the period.`,
    `It lists ${counted(population.length, "change")} and every engine on every day of the period.`,
  ];
}

function exclusionsOf({ coverage }: RowsOfPack, { parameters, gathered, timelines }: EvidenceMaterial): string[] {
  const { leftOut, to, generatedAt } = parameters;
  const never = parameters.engines.filter((id) => !gathered.last.has(id));
  const unread = coverage.filter(({ checks }) => checks === 0).length;
  return [
    "It speaks of the configuration of integration engines: not of operating systems, networks, databases or other clinical systems.",
    "It speaks of configuration, not of data: it does not show that messages arrived, or that queues were empty.",
    "It holds no value of configuration, no message and no credential; what differed is named by its place and its digest.",
    "It names no level of achievement: the organisation remains responsible for its own assessment.",
    ...(leftOut.length === 0 ? [] : [`Left out of it: ${leftOut.join(", ")}.`]),
    ...(never.length === 0 ? [] : [`Never checked before the end of the period: ${never.join(", ")}.`]),
    ...(unread === 0
      ? []
      : [
          `On ${counted(unread, "engine day")} nothing was checked: the verdict of the check before stands for as long as policy lets it, and is unknown after that.`,
        ]),
    ...(timelines.length === 0
      ? ["No ticket system told of a ticket: authority rests on nothing that could be read."]
      : []),
    ...(generatedAt === to
      ? [`It was made on ${generatedAt}, before its last day was over: what came later is not in it.`]
      : []),
  ];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
