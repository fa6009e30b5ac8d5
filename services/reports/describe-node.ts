import type { NodeReport, OtherStandby } from "#schemas/check-report";
import type { Readiness } from "#schemas/readiness";
import type { ErrorCode } from "#services/core/errors";
import { compareText } from "#services/core/text/compare-text";
import { cutText } from "./cut-text.js";
import { count } from "./headline.js";

/** Whether the node was read, and what kept us from it: each cause has another remedy. */
export function describeAccess({ access, fault }: Pick<NodeReport, "access" | "fault">): string {
  if (access === "ok") return "read";
  const cause = fault === undefined ? undefined : FAULT_WORDS.get(fault);
  if (cause !== undefined) return cause;
  if (access === "refused") return "LOGIN REFUSED";
  return fault === undefined ? "NOT READ" : `NOT READ (${cutText(fault, 60)})`;
}

const FAULT_WORDS: ReadonlyMap<string, string> = new Map<ErrorCode, string>([
  ["credential-missing", "NOT ASKED: no password is set for it here"],
  ["login-refused", "LOGIN REFUSED"],
  ["login-locked", "ACCOUNT LOCKED"],
  ["node-down", "NOT RUNNING: the connection was refused"],
  ["node-unreachable", "UNREACHABLE"],
  ["certificate-untrusted", "CERTIFICATE NOT TRUSTED"],
  ["wrong-server", "ANOTHER SERVER ANSWERED"],
  ["engine-starting", "STILL STARTING"],
  ["rate-limited", "ASKED US TO SLOW DOWN"],
  ["session-lost", "SESSION LOST"],
  ["answer-truncated", "ANSWER CUT SHORT"],
]);

/** `complete, 31 artefacts (29 channel, 2 code-template)` or `INCOMPLETE, …`. */
export function describeCoverage(coverage: NodeReport["coverage"]): string {
  const kinds = Object.entries(coverage.kinds).toSorted(([a], [b]) => compareText(a, b));
  const total = kinds.reduce((sum, [, number]) => sum + number, 0);
  const list = kinds.map(([kind, number]) => `${number} ${cutText(kind, 60)}`).join(", ");
  return `coverage ${coverage.complete ? "complete" : "INCOMPLETE"}, ${count(total, "artefact")}${list === "" ? "" : ` (${list})`}`;
}

/** The queues the engine reports: configuration says nothing of the data in them. */
export function describeQueues(queued: Readiness["queued"]): string {
  const side = (number: number | null): string => (number === null ? "not told" : String(number));
  return `Messages queued: production ${side(queued.production)}, standby ${side(queued.standby)}. Configuration-ready says nothing of data.`;
}

/** The verdict on a standby beside the designated one, with the first reasons for it. */
export function describeOtherStandby({ nodeId, verdict, reasons }: OtherStandby): string {
  const why = reasons.slice(0, 3).map((reason) => cutText(reason, 300));
  const more = reasons.length > 3 ? [`and ${reasons.length - 3} more reasons`] : [];
  return [`${cutText(nodeId, 80)}: ${verdict}`, ...why, ...more].join(" — ");
}
