import type { ShowReport } from "#schemas/show-report";
import type { StoredArtefacts, StoredBaseline } from "#services/ports/estate-repository";

/** What is stored under a selector; of a baseline, with its approval. */
export type Opened = StoredArtefacts & Partial<Pick<StoredBaseline, "approval">>;

/** Shows a snapshot, or a baseline with what proves it. */
export function showStored(stored: Opened): ShowReport {
  const shown: ShowReport = { ...stored.snapshot, schema: "lockstep/show@1", commit: stored.commit };
  const approval = approvalOf(stored);
  return approval === undefined ? shown : { ...shown, approval };
}

/** Who approved a baseline, when and under which ticket, as its record says; `undefined` of what is none. */
function approvalOf({ approval }: Opened): ShowReport["approval"] {
  if (approval === undefined) return undefined;
  if ("unproven" in approval) return { unproven: approval.unproven };
  const { actor, at, body } = approval.record;
  const { approver = actor, ticket, approvedAt = at, reviewed } = body;
  return {
    approver: String(approver),
    ticket: typeof ticket === "string" ? ticket : null,
    at: String(approvedAt),
    reviewed: reviewed === true,
  };
}
