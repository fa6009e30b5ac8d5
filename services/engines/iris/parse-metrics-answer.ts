import type { BlockerFact, NodeFacts } from "#schemas/snapshot";
import type { ExportItem, ParsedExport } from "#services/core/dialect";
import { type Metric, parseMetrics } from "#services/formats/prometheus/parse-metrics";
import { malformed } from "./place.js";

/** `iris_mirror_status`, as the monitoring guide numbers them. */
const PRIMARY = 2;
const BACKUP = 3;
const CONNECTED = 4;
const STATUS_NAMES: readonly string[] = [
  "",
  "not initialised",
  "primary",
  "backup",
  "connected",
  "in transition",
  "synchronising",
  "waiting",
  "stopped",
  "crashed",
];

/** `iris_mirror_member_type`. */
const NOT_A_MEMBER = 2;

/** Reads from the metrics of an instance what its mirror says: its role, and what keeps it from taking over. */
export function parseMetricsAnswer({ bytes, origin }: ExportItem): ParsedExport {
  const metrics = parseMetrics(new TextDecoder().decode(bytes));
  if (metrics === undefined || !metrics.some(({ name }) => name.startsWith("iris_"))) {
    throw malformed(origin, 1, "it is not what InterSystems tells of its state");
  }
  const mirror = (name: string): number | undefined => highest(metrics, `iris_mirror_${name}`);
  const status = mirror("status");
  // Without a mirror there is no role to tell: the estate declares it.
  if (status === undefined || mirror("member_type") === NOT_A_MEMBER) return { artefacts: [], facts: {} };
  return { artefacts: [], facts: { ...roleOf(status), ...blockersOf(status, mirror) } };
}

function roleOf(status: number): Pick<NodeFacts, "reportedRole"> {
  if (status === PRIMARY) return { reportedRole: "primary" };
  return status === BACKUP || status === CONNECTED ? { reportedRole: "standby" } : {};
}

function blockersOf(
  status: number,
  mirror: (name: string) => number | undefined,
): { readonly blockers?: BlockerFact[] } {
  const blockers: BlockerFact[] = [];
  if (status !== PRIMARY && status !== BACKUP && status !== CONNECTED) {
    const state = STATUS_NAMES[status] ?? "in an unknown state";
    blockers.push({
      code: "mirror-not-ready",
      message: `The mirror member is ${state === "" ? "in an unknown state" : state}.`,
      action: "Bring the member back into the mirror (Mirror Monitor), then check again.",
    });
  } else if (status === BACKUP && mirror("failover_ready") === 0) {
    blockers.push({
      code: "mirror-not-ready",
      message: "The backup is not ready for failover: it has not caught up with the primary.",
      action: "Look at the Mirror Monitor of both members; wait until the backup is active.",
    });
  }
  const missing = mirror("missing_databases") ?? 0;
  if (missing > 0) {
    blockers.push({
      code: "mirror-databases-missing",
      message: `${missing} mirrored ${missing === 1 ? "database is" : "databases are"} in the mirror's journal and not configured on this member.`,
      action: "Add the missing databases to the mirror on this member and activate them.",
    });
  }
  return blockers.length === 0 ? {} : { blockers };
}

function highest(metrics: readonly Metric[], name: string): number | undefined {
  const values = metrics
    .filter((metric) => metric.name === name && Number.isFinite(metric.value))
    .map(({ value }) => value);
  return values.length === 0 ? undefined : Math.max(...values);
}
