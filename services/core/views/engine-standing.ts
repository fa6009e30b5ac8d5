import type { EngineStanding, StandingReadiness } from "#schemas/api/estate-overview";
import type { EngineReport, NodeReport } from "#schemas/check-report";
import type { Engine } from "#schemas/estate";
import type { ReadyReport } from "#schemas/ready-report";
import { compareText } from "../text/compare-text.js";

/** The verdict on an engine as it stands, and the report behind it, where there is one. */
export interface StandingInput {
  readonly ready: ReadyReport;
  readonly report: EngineReport | null;
  readonly byOverride: boolean;
}

/** Tells how an engine stands on each axis. What no look tells is `unknown`, and nothing is inferred from another axis. */
export function engineStanding(
  { id, name, product, owner }: Pick<Engine, "id" | "name" | "product" | "owner">,
  { ready, report, byOverride }: StandingInput,
): EngineStanding {
  return {
    engineId: id,
    ...(name === undefined ? {} : { name }),
    product,
    owner,
    mode: report?.mode ?? null,
    readiness: readinessOf(ready, byOverride),
    ...(report === null ? NOTHING_SEEN : axesOf(report, ready.at)),
  };
}

function readinessOf({ verdict, reasons, asOf, expiresAt, ageSeconds }: ReadyReport, byOverride: boolean) {
  const codes = [...new Set(reasons.filter((reason) => reason.verdict !== "ready").map(({ code }) => code))];
  return { verdict, byOverride, reasons: codes, asOf, expiresAt, ageSeconds } satisfies StandingReadiness;
}

type Axes = Pick<EngineStanding, "conformity" | "authorisation" | "freshness" | "operability" | "access">;

const UNSEEN = { state: "unknown", count: 0, asOf: null } as const;
const NOTHING_SEEN: Axes = {
  conformity: UNSEEN,
  authorisation: UNSEEN,
  freshness: { ...UNSEEN, state: "never" },
  operability: UNSEEN,
  access: UNSEEN,
};

function axesOf(report: EngineReport, at: string): Axes {
  const { nodes, findings, waiting, readiness } = report;
  const asOf = oldestLook(nodes);
  const isWhole = nodes.length > 0 && nodes.every(({ snapshot, coverage }) => snapshot !== null && coverage.complete);
  const isOld = !(Date.parse(readiness.expiresAt) >= Date.parse(at));
  const isSure = isWhole && !isOld && report.baseline !== null;
  const unexplained = findings.filter(({ explainedBy }) => explainedBy === null).length;
  const notRunning = readiness.reasons.filter(({ code }) => code === "operability");
  return {
    conformity: { state: unexplained > 0 ? "drifted" : isSure ? "in-lockstep" : "unknown", count: unexplained, asOf },
    authorisation: {
      state: waiting.length > 0 ? "waits" : isSure ? "nothing-waits" : "unknown",
      count: waiting.length,
      asOf,
    },
    freshness: freshnessOf(nodes, isOld, asOf),
    operability: {
      state: notRunning.length > 0 ? "differs" : isWhole && !isOld ? "as-declared" : "unknown",
      count: notRunning.reduce((sum, { subjects = [] }) => sum + Math.max(1, subjects.length), 0),
      asOf,
    },
    access: accessOf(nodes, asOf),
  };
}

/** A verdict past its expiry rests on looks that are too old, whatever they were called when it was made. */
function freshnessOf(nodes: readonly NodeReport[], isOld: boolean, asOf: string | null): Axes["freshness"] {
  const never = nodes.filter(({ freshness }) => freshness === "never").length;
  const stale = isOld ? nodes.length - never : nodes.filter(({ freshness }) => freshness === "stale").length;
  if (nodes.length === 0) return UNSEEN;
  if (never > 0) return { state: "never", count: never, asOf };
  return stale > 0 ? { state: "stale", count: stale, asOf } : { state: "fresh", count: 0, asOf };
}

function accessOf(nodes: readonly NodeReport[], asOf: string | null): Axes["access"] {
  const refused = nodes.filter(({ access }) => access === "refused").length;
  const unreachable = nodes.filter(({ access }) => access === "unreachable").length;
  if (nodes.length === 0) return UNSEEN;
  if (refused > 0) return { state: "refused", count: refused + unreachable, asOf };
  return unreachable > 0 ? { state: "unreachable", count: unreachable, asOf } : { state: "ok", count: 0, asOf };
}

/** `null` where some node was never read. */
function oldestLook(nodes: readonly NodeReport[]): string | null {
  const times = nodes.map(({ snapshot }) => snapshot?.takenAt);
  const [oldest, ...others] = times.filter((time) => time !== undefined).toSorted(compareText);
  return oldest === undefined || others.length + 1 < times.length ? null : oldest;
}
