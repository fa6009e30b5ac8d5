import type { LedgerRecord } from "#schemas/ledger-record";
import type { TrailStep } from "#schemas/trace-report";
import type { ChangeLife } from "../../service-levels/change-life.js";
import { decisionOf, decisionOn } from "../../service-levels/decisions.js";
import { partIn, textIn } from "../body-values.js";

/** What people did about a change while it stood: decisions on it, its baseline, overrides that covered it, alignments of its engine. */
export function actSteps(acts: readonly LedgerRecord[], life: ChangeLife): TrailStep[] {
  return acts
    .filter(({ body }) => textIn(body, "engineId") === life.engineId)
    .flatMap((record) => {
      const told = readAct(record, life);
      if (told === undefined) return [];
      return [{ at: record.at, who: record.actor, record: record.seq, ...told }];
    });
}

type Told = Pick<TrailStep, "kind" | "told"> & { readonly who?: string | null };

function readAct(record: LedgerRecord, life: ChangeLife): Told | undefined {
  const decision = decisionOf(record);
  if (decision !== undefined) return decisionOn(life, [decision]) === undefined ? undefined : toldOfDecision(record);
  if (!wasStanding(life, record.at)) return undefined;
  const { type, body } = record;
  if (type === "override") return coversIt(record, life) ? toldOfOverride(record) : undefined;
  if (type === "reader-changed") return { kind: "baseline", told: "The baseline was made anew by a newer reader." };
  if (type === "alignment-planned")
    return {
      kind: "alignment",
      told: `An alignment of ${textIn(body, "nodeId")} was planned: ${textIn(body, "digest")}.`,
    };
  if (type === "alignment-proved")
    return {
      kind: "alignment",
      told: `The alignment of ${textIn(body, "nodeId")} was proved: ${textIn(body, "plan")}.`,
    };
  return undefined;
}

function wasStanding({ foundAt, goneAt }: ChangeLife, at: string): boolean {
  return at >= foundAt && (goneAt === null || at <= goneAt);
}

/** Those that end an override, or name its ticket, stand by the one that granted it. */
function coversIt({ body }: LedgerRecord, { findingId }: ChangeLife): boolean {
  const scopes: unknown = body["setAside"];
  if (!Array.isArray(scopes)) return false;
  return scopes.some((scope: unknown) => {
    if (typeof scope !== "object" || scope === null || !("findings" in scope)) return false;
    return Array.isArray(scope.findings) && scope.findings.includes(findingId);
  });
}

function toldOfOverride({ body }: LedgerRecord): Told {
  const second = textIn(body, "second");
  const agreed = second === null ? "" : `, ${second} agreed`;
  return {
    kind: "override",
    told: `Set aside until ${textIn(body, "until")}${agreed}; ${ticketTold(textIn(body, "ticket"))}.`,
  };
}

function toldOfDecision({ type, body }: LedgerRecord): Told {
  if (type === "waiver-granted") {
    const waiver = partIn(body, "waiver");
    const until = textIn(waiver, "expires");
    return {
      kind: "decision",
      who: textIn(waiver, "approver"),
      told: `Tolerated by waiver ${textIn(waiver, "id")}${until === null ? "" : ` until ${until}`}; ${ticketTold(textIn(waiver, "ticket"))}.`,
    };
  }
  const ticket = ticketTold(textIn(body, "ticket"));
  if (type === "review-decided")
    return {
      kind: "decision",
      who: textIn(body, "decidedBy"),
      told: `Decided: ${textIn(body, "outcome")}; ${ticket}.`,
    };
  const reviewed = body["reviewed"] === true ? "reviewed" : "inherited, not reviewed";
  return {
    kind: "baseline",
    who: textIn(body, "approver"),
    told: `A baseline with it was approved (${reviewed}); ${ticket}.`,
  };
}

function ticketTold(ticket: string | null): string {
  return ticket === null ? "no ticket was named" : `ticket ${ticket}`;
}
