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
  const mirror = (name: string): readonly number[] => valuesOf(metrics, `iris_mirror_${name}`);
  const types = mirror("member_type");
  const statuses = mirror("status");
  // Without a mirror there is no role to tell: the estate declares it.
  const isMember = types.length === 0 || types.some((type) => type !== NOT_A_MEMBER);
  if (statuses.length === 0 || !isMember) return { artefacts: [], facts: {} };
  return { artefacts: [], facts: { ...roleOf(statuses), ...blockersOf(statuses, mirror) } };
}

/** An instance may be in several mirrors; it has a role where it has the same in all. */
function roleOf(statuses: readonly number[]): Pick<NodeFacts, "reportedRole"> {
  if (statuses.every((status) => status === PRIMARY)) return { reportedRole: "primary" };
  return statuses.every((status) => status === BACKUP || status === CONNECTED) ? { reportedRole: "standby" } : {};
}

/** What keeps the instance from taking over in any of its mirrors. */
function blockersOf(
  statuses: readonly number[],
  mirror: (name: string) => readonly number[],
): { readonly blockers?: BlockerFact[] } {
  const blockers: BlockerFact[] = [];
  const astray = statuses.find((status) => status !== PRIMARY && status !== BACKUP && status !== CONNECTED);
  if (astray !== undefined) {
    const state = STATUS_NAMES[astray] ?? "";
    blockers.push({
      code: "mirror-not-ready",
      message: `The mirror member is ${state === "" ? "in an unknown state" : state}.`,
      action: "Bring the member back into the mirror (Mirror Monitor), then check again.",
    });
  } else if (!isFailoverReady(statuses, mirror("failover_ready"))) {
    blockers.push({
      code: "mirror-not-ready",
      message: "The backup does not say that it is ready for failover: it may not have caught up with the primary.",
      action: "Look at the Mirror Monitor of both members; wait until the backup is active.",
    });
  }
  const missing = Math.max(0, ...mirror("missing_databases").filter((count) => Number.isFinite(count)));
  if (missing > 0) {
    blockers.push({
      code: "mirror-databases-missing",
      message: `${missing} mirrored ${missing === 1 ? "database is" : "databases are"} in the mirror's journal and not configured on this member.`,
      action: "Add the missing databases to the mirror on this member and activate them.",
    });
  }
  return blockers.length === 0 ? {} : { blockers };
}

/** As often as it is a backup it must say 1, and nowhere anything else. */
function isFailoverReady(statuses: readonly number[], told: readonly number[]): boolean {
  const backups = statuses.filter((status) => status === BACKUP).length;
  return backups === 0 || (told.length >= backups && told.every((value) => value === 1));
}

function valuesOf(metrics: readonly Metric[], name: string): readonly number[] {
  return metrics.filter((metric) => metric.name === name).map(({ value }) => value);
}
