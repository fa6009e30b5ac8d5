import type { ArtefactVersion } from "#schemas/api/artefact-version";
import type { FindingSide } from "#schemas/api/finding-view";
import type { EngineReport } from "#schemas/check-report";

/** Tells where each of the three sides of a finding comes from. `versionsOf` gives what is known of the artefact on a node. */
export function findingSides(
  { baseline, nodes }: Pick<EngineReport, "baseline" | "nodes">,
  approvedAt: string | null,
  versionsOf: (nodeId: string) => readonly ArtefactVersion[],
): readonly FindingSide[] {
  const sideOf = (side: "production" | "standby"): FindingSide => {
    const role = side === "production" ? "primary" : "standby";
    const node = nodes.find((one) => one.role === role);
    return {
      side,
      nodeId: node?.nodeId ?? null,
      commit: node?.snapshot?.commit ?? null,
      at: node?.snapshot?.takenAt ?? null,
      approver: null,
      ticket: null,
      versions: node === undefined ? [] : [...versionsOf(node.nodeId)],
    };
  };
  const approved: FindingSide = {
    side: "baseline",
    nodeId: null,
    commit: baseline?.commit ?? null,
    at: approvedAt,
    approver: baseline?.approver ?? null,
    ticket: baseline?.ticket ?? null,
    versions: [],
  };
  return [approved, sideOf("production"), sideOf("standby")];
}
