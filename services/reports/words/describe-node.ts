import type { NodeReport, OtherStandby } from "#schemas/check-report";
import type { Readiness } from "#schemas/readiness";
import type { ErrorCode } from "#services/core/errors";
import { compareText } from "#services/core/text/compare-text";
import { count } from "../text/count.js";
import { cutText } from "../text/cut-text.js";
import { showInstant } from "../text/describe-time.js";

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

/** `coverage complete, 31 artefacts (29 channel, 2 code-template)` or `INCOMPLETE, …`. */
function describeCoverage(coverage: NodeReport["coverage"]): string {
  const kinds = Object.entries(coverage.kinds).toSorted(([a], [b]) => compareText(a, b));
  const total = kinds.reduce((sum, [, number]) => sum + number, 0);
  const list = kinds.map(([kind, number]) => `${number} ${cutText(kind, 60)}`).join(", ");
  return `coverage ${coverage.complete ? "complete" : "INCOMPLETE"}, ${count(total, "artefact")}${list === "" ? "" : ` (${list})`}`;
}

/** When a node was read, and how that counts: `fresh, read 23 Nov 2026 02:01 UTC`; where this run did not read it, `last read …`. */
export function describeReading({ access, snapshot, freshness }: Reading): string {
  if (snapshot === null) return "never read";
  const at = showInstant(snapshot.takenAt);
  if (access === "ok") return `${freshness}, read ${at}`;
  return `last read ${at}${freshness === "fresh" ? "" : `, ${freshness}`}`;
}

/** How much of it was read; where this run did not read it, how much was then. */
export function describeNodeCoverage({ access, snapshot, coverage }: Reading & Pick<NodeReport, "coverage">): string {
  const then = access !== "ok" && snapshot !== null ? "then: " : "";
  return `${then}${describeCoverage(coverage)}`;
}

type Reading = Pick<NodeReport, "access" | "snapshot" | "freshness">;

/** What of the nodes was not read now, and why, a line each: whole nodes first. */
export function listUnread(nodes: readonly NodeReport[]): readonly string[] {
  const whole = nodes.filter((node) => node.access !== "ok" || node.snapshot === null);
  const gaps = nodes.flatMap((node) => node.coverage.unread.map((gap) => ({ node, gap })));
  const vague = nodes.filter(
    (node) => !whole.includes(node) && !node.coverage.complete && node.coverage.unread.length === 0,
  );
  return [
    ...whole.map((node) => `${cutText(node.nodeId, 80)}: ${describeAccess(node)}; ${describeReading(node)}`),
    ...gaps.map(
      ({ node, gap }) =>
        `${cutText(node.nodeId, 80)}, ${cutText(gap.source, 80)}: ${cutText(gap.message, 300)} (${cutText(gap.code, 60)})`,
    ),
    ...vague.map((node) => `${cutText(node.nodeId, 80)}: not read completely`),
  ];
}

/** The queues the engine reports: configuration says nothing of the data in them. */
export function describeQueues(queued: Readiness["queued"]): string {
  const { production, standby } = queued;
  const side = (number: number | null): string => (number === null ? "not known" : String(number));
  const told =
    production === null && standby === null
      ? "The engine does not say how many messages are queued."
      : `Messages queued: production ${side(production)}, standby ${side(standby)}.`;
  return `${told} Configuration-ready says nothing of data.`;
}

/** The verdict on a standby beside the designated one, with the first reasons for it. */
export function describeOtherStandby({ nodeId, verdict, reasons }: OtherStandby): string {
  const why = reasons.slice(0, 3).map((reason) => cutText(reason, 300));
  const more = reasons.length > 3 ? [`and ${reasons.length - 3} more reasons`] : [];
  return [`${cutText(nodeId, 80)}: ${verdict}`, ...why, ...more].join(" — ");
}
