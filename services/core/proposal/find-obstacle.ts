import type { EngineReport, NodeReport } from "#schemas/check-report";
import type { WithoutProposal } from "#schemas/review-report";

/** Why an engine gives no proposal at all, whatever was found. */
export type Obstacle = Pick<WithoutProposal, "why" | "message">;

/**
 * Finds what keeps every finding of an engine from being proposed: there is nothing to hold it against, or what was read is not
 * surely production, whole. `undefined` where nothing does.
 */
export function findObstacle(report: EngineReport): Obstacle | undefined {
  const { baseline, nodes } = report;
  if (baseline === null) {
    const message = has(report, "baseline-unproven")
      ? "The approval of the baseline cannot be proven, so nothing can be held against it."
      : "No baseline has been approved yet, so nothing has left it. Adopt one first.";
    return { why: "no-baseline", message };
  }
  const [production, second] = nodes.filter(({ role }) => role === "primary");
  if (production === undefined || second !== undefined || has(report, "roles-contested")) {
    return notRead("Which node is production is not settled, so nothing is proposed.");
  }
  return findUnread(production, report) ?? findDoubt(production, report) ?? findSuspicion(production, report);
}

function findUnread({ nodeId, access, fault, freshness, snapshot }: NodeReport, report: EngineReport) {
  if (access !== "ok" || fault !== undefined || snapshot === null || freshness !== "fresh") {
    return notRead(`Production (${nodeId}) was not read in this run, so nothing is proposed.`);
  }
  const isSameServer = has(report, "wrong-server") && !report.nodes.some((node) => node.fault === "wrong-server");
  return isSameServer ? notRead(`Whether production (${nodeId}) itself answered is not certain.`) : undefined;
}

function findDoubt({ nodeId, coverage }: NodeReport, report: EngineReport): Obstacle | undefined {
  if (has(report, "reader-changed")) {
    return notRead(
      "The baseline was read by another reader than production, so nothing is proposed before it is derived again.",
    );
  }
  if (has(report, "policy-invalid") || has(report, "estate-invalid")) {
    return notRead("The rules by which differences are judged could not be read, so nothing is proposed.");
  }
  // What a person has accepted as unread is in the report, and no reason any more.
  const isShort = !coverage.complete && (has(report, "coverage-incomplete") || has(report, "export-empty"));
  return isShort ? notRead(`Production (${nodeId}) was not read whole, so nothing is proposed.`) : undefined;
}

/** A half answer looks like changes that nobody made. Where it is certain that the other node gave it, production is not in doubt. */
function findSuspicion({ nodeId }: NodeReport, report: EngineReport): Obstacle | undefined {
  const others = report.nodes.filter((node) => node.nodeId !== nodeId);
  const suspicions = reasonsOf(report).filter(({ code }) => code === "export-suspect");
  const own = suspicions.find(({ message }) => !others.some((other) => message.endsWith(` on ${other.nodeId}.`)));
  if (own === undefined) return undefined;
  return { why: "suspect-export", message: `The export is suspect, so nothing is proposed: ${own.message}` };
}

function notRead(message: string): Obstacle {
  return { why: "not-read", message };
}

function has(report: EngineReport, code: string): boolean {
  return reasonsOf(report).some((reason) => reason.code === code);
}

/** What an override sets aside is in doubt all the same. */
function reasonsOf({ readiness }: EngineReport): EngineReport["readiness"]["reasons"] {
  return [...readiness.reasons, ...(readiness.setAside ?? [])];
}
