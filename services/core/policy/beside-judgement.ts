/** The gate's profiles. */
export const GATE_FILE = "policy/gate.yaml";

/** Whom to call, and in which order. */
export const RUNBOOK_FILE = "policy/runbook.yaml";

/** Who may do what over HTTP. */
export const ACCESS_FILE = "policy/access.yaml";

/** Who is told of what. */
export const NOTIFICATIONS_FILE = "policy/notifications.yaml";

/** What each month is held against. */
export const SERVICE_LEVELS_FILE = "policy/service-levels.yaml";

/** What may leave in an evidence pack. */
export const EVIDENCE_FILE = "policy/evidence.yaml";
/** Whether people stand in the record by name. */
export const PEOPLE_FILE = "policy/people.yaml";

/** An organisation's own control maps, and the levels that it was told to reach: any name. */
export const CONTROL_MAP_FILE: RegExp = /^policy\/control-maps\/[^/]+\.yaml$/;

/**
 * Governed files by which nothing is judged: a new telephone number makes no verdict void, and a slip in one makes none unknown. What they
 * rule fails closed by itself.
 */
const BESIDE_JUDGEMENT: ReadonlySet<string> = new Set([
  GATE_FILE,
  RUNBOOK_FILE,
  ACCESS_FILE,
  NOTIFICATIONS_FILE,
  SERVICE_LEVELS_FILE,
  EVIDENCE_FILE,
  PEOPLE_FILE,
]);

/** Tells whether verdicts rest on a governed file. */
export function isJudgedBy(file: string): boolean {
  return !BESIDE_JUDGEMENT.has(file) && !CONTROL_MAP_FILE.test(file);
}
