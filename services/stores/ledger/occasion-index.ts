import type { LedgerRecord } from "#schemas/ledger-record";
import type { Run } from "#schemas/run";
import type { RecordedOccasion } from "#services/ports/estate-repository";
import { readObjects } from "#services/stores/git/read-objects";
import { LEDGER_REF } from "#services/stores/git/refs";

const DAY_MS = 86_400_000;
const MOST_DAYS = 40;

/** What made the run of a record due; `undefined` for every other record. */
export function occasionOf({
  type,
  body,
}: Pick<LedgerRecord, "type" | "body">): Omit<RecordedOccasion, "seq"> | undefined {
  if (type !== "run") return undefined;
  const { occasion, engines } = body as Partial<Pick<Run, "occasion" | "engines">>;
  const engineId = engines?.[0]?.engineId;
  return occasion === undefined || engineId === undefined ? undefined : { ...occasion, engineId };
}

/** The file that says which occasions of a day were met, so that asking reads no runs. The day is the occasion's own, in UTC. */
export function occasionPath({ at }: Pick<RecordedOccasion, "at">): string {
  return `by-occasion/${at.slice(0, 10).replaceAll("-", "/")}.jsonl`;
}

/** A line of the file. */
export function occasionLine({ schedule, at, engineId, seq }: RecordedOccasion): string {
  return `${JSON.stringify({ schedule, at, engineId, seq })}\n`;
}

/** The occasions of a file; a line that does not read is no occasion: doing it again does no harm. */
export function parseOccasions(bytes: Buffer | undefined): readonly RecordedOccasion[] {
  const lines = bytes?.toString("utf8").split("\n") ?? [];
  return lines.flatMap((line) => parseLine(line) ?? []);
}

/** The occasions met that were due between two instants, at most forty days apart, as the ledger stands now. */
export async function readOccasions(gitDir: string, from: Date, to: Date): Promise<readonly RecordedOccasion[]> {
  const files = daysBetween(from, to).map((at) => `${LEDGER_REF}:${occasionPath({ at })}`);
  const found = await readObjects(gitDir, files);
  return found
    .flatMap((file) => parseOccasions(file?.bytes))
    .filter(({ at }) => at >= from.toISOString() && at <= to.toISOString());
}

function daysBetween(from: Date, to: Date): readonly string[] {
  const first = Math.max(Math.floor(from.getTime() / DAY_MS), Math.floor(to.getTime() / DAY_MS) - MOST_DAYS);
  const days: string[] = [];
  for (let day = first; day * DAY_MS <= to.getTime(); day++) days.push(new Date(day * DAY_MS).toISOString());
  return days;
}

function parseLine(line: string): RecordedOccasion | undefined {
  if (line === "") return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return isOccasion(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isOccasion(value: unknown): value is RecordedOccasion {
  if (typeof value !== "object" || value === null) return false;
  if (!("schedule" in value && "at" in value && "engineId" in value && "seq" in value)) return false;
  return [value.schedule, value.at, value.engineId].every((each) => typeof each === "string");
}
