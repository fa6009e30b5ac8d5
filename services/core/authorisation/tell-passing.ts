import type { ChangeControl } from "#schemas/change-control";
import type { Finding } from "#schemas/finding";
import type { PassingChange } from "#schemas/passing-change";
import type { PassingChangeRecord } from "#schemas/run";
import { effectOf } from "./authorisation-verdicts.js";

/**
 * Tells of each change that came and went what is known of it, whether a ticket covers it, and what its owner is asked to do.
 *
 * @param findings the same changes as findings, authorised; one of each id
 */
export function tellPassing(
  records: readonly PassingChangeRecord[],
  findings: readonly Finding[],
  control: Pick<ChangeControl, "tolerated">,
): PassingChange[] {
  const byId = new Map(findings.map((finding) => [finding.id, finding]));
  return records.flatMap((record) => {
    const finding = byId.get(record.id);
    return finding === undefined ? [] : [tellOne(record, finding, control)];
  });
}

/** The ledger writes properties in an order of its own: what is shown again must be the same to the byte. */
function tellOne(
  { id, nodeId, role, held, between, saves, deployed, seenAt }: PassingChangeRecord,
  finding: Finding,
  control: Pick<ChangeControl, "tolerated">,
): PassingChange {
  const { artefact, concept, tier, flow, owner, authorisation } = finding;
  return {
    id,
    nodeId,
    role,
    artefact,
    held,
    between: [...between],
    saves,
    deployed,
    seenAt,
    concept,
    tier,
    flow,
    owner,
    asked: askedOf(finding, deployed, control),
    authorisation,
  };
}

function askedOf(
  { authorisation: { verdict, actors } }: Finding,
  deployed: PassingChange["deployed"],
  control: Pick<ChangeControl, "tolerated">,
): string {
  const effect = effectOf(verdict, control);
  if (effect === "unknown") return "Look again when the ticket system can be read.";
  if (effect !== "blocks") return "See that the ticket says why it was put back.";
  const whom = actors.length === 0 ? "Find out who it was" : `Ask ${actors.join(", ")}`;
  return `${whom}: what stood there in between, why, and under which change. Put that on record, or treat it as an incident. ${REACH[deployed]}`;
}

const REACH: Readonly<Record<PassingChange["deployed"], string>> = {
  yes: "It was deployed: see which messages passed through it meanwhile.",
  still:
    "It was deployed, and nothing shows that what was put back was, too: deploy it, and see which messages passed through.",
  no: "It was only saved: no message passed through it.",
  unknown: "See whether it took effect meanwhile.",
};
