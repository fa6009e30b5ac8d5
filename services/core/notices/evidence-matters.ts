import type { LedgerRecord } from "#schemas/ledger-record";
import { dayOf } from "../evidence/evidence-days.js";
import { EVIDENCE_ZONE } from "../evidence/plan-evidence.js";
import { ESTATE_OWNER } from "./governance-matters.js";
import { type Matter, matterOf } from "./matter.js";

/** Evidence packs that nobody asked for by name, as recorded: a schedule had them made. Each is told once; it is fetched, and never sent. */
export function evidenceMatters(
  records: readonly Pick<LedgerRecord, "seq" | "actor" | "body">[],
  publicUrl: string | null,
): readonly Matter[] {
  return records.flatMap(({ seq, actor, body }) => {
    const [from, to, framework, pack] = ["from", "to", "framework", "pack"].map((name) => body[name]);
    if (actor !== "lockstep" || typeof from !== "string" || typeof to !== "string") return [];
    const last = new Date(Date.parse(to) - 1).toISOString();
    const period = `${dayOf(from, EVIDENCE_ZONE)} to ${dayOf(last, EVIDENCE_ZONE)}`;
    return matterOf({
      kind: "evidence",
      about: ["evidence", String(pack)],
      scope: "evidence",
      title: `Evidence of ${period} was made`,
      sentence: `A pack for ${String(framework)} of ${period} was made, and stands on record as number ${seq}. Its digest is ${String(pack)}.`,
      action: `Fetch it under Evidence${publicUrl === null ? "" : ` at ${publicUrl}`}, and verify it.`,
      owner: ESTATE_OWNER,
    });
  });
}
