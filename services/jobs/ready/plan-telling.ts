import type { LedgerRecord } from "#schemas/ledger-record";
import { GATE_FILE, isJudgedBy } from "#services/core/policy/beside-judgement";
import type { Ledger } from "#services/ports/estate-repository";
import type { StoreMarks, StoreSpan, StoreWatch } from "#services/ports/store-watch";
import type { TellingPlan, ToTell } from "#services/ports/verdict-teller";
import { bodyOfRun } from "../look/look-history.js";

interface TellingStores {
  readonly watch: StoreWatch;
  readonly ledger: Pick<Ledger, "records" | "findHeadFault">;
}

/**
 * Finds whose verdict has to be told again after the store moved from one look to the next. What only grew, and by something that names
 * its engines, concerns those; whatever was taken away, or says nothing of whom it concerns, concerns all.
 */
export async function planTelling(
  from: { readonly marks: StoreMarks; readonly wasFaulty: boolean },
  to: StoreMarks,
  stores: TellingStores,
): Promise<TellingPlan> {
  const isFaulty = (await stores.ledger.findHeadFault()) !== undefined;
  const [before, after] = [from.marks, to];
  const hadMark = before.ledgerMark !== "";
  if (isFaulty || from.wasFaulty || hadMark !== (after.ledgerMark !== "")) return { engines: "all", isFaulty };
  const engines = new Set<string>();
  for (const branch of new Set([...Object.keys(before.branches), ...Object.keys(after.branches)])) {
    const [older, newer] = [before.branches[branch], after.branches[branch]];
    if (older === newer) continue;
    const concerned = await concernedBy(branch, { older, newer }, stores);
    if (concerned === "all") return { engines: "all", isFaulty };
    for (const engineId of concerned) engines.add(engineId);
  }
  return { engines, isFaulty };
}

const NOBODY: ToTell = new Set();

async function concernedBy(
  branch: string,
  { older, newer }: { readonly older: string | undefined; readonly newer: string | undefined },
  stores: TellingStores,
): Promise<ToTell> {
  const isObserved = branch.startsWith("observed/");
  // A snapshot counts once a run names it, and the run is a record of the ledger.
  if (isObserved && older === undefined) return NOBODY;
  if (older === undefined || newer === undefined) return isObserved ? engineOf(branch) : "all";
  const span = { older, newer };
  if (!(await stores.watch.isGrowth(span))) return isObserved ? engineOf(branch) : "all";
  if (branch === "ledger") return await concernedByRecords(span, stores);
  return branch === "main" ? concernedByPaths(await stores.watch.changedPaths(span)) : NOBODY;
}

function engineOf(branch: string): ToTell {
  const engineId = branch.split("/")[1];
  return engineId === undefined ? "all" : new Set([engineId]);
}

function concernedByPaths(paths: readonly string[]): ToTell {
  const engines = new Set<string>();
  for (const path of paths) {
    const [folder, engineId] = path.split("/");
    if (folder === "baselines" && engineId !== undefined) engines.add(engineId);
    else if (path === "estate.yaml" || path === GATE_FILE) return "all";
    else if (folder === "policy" && isJudgedBy(path)) return "all";
  }
  return engines;
}

/** More at once are not read one by one. */
const MANY_RECORDS = 200;

async function concernedByRecords(span: StoreSpan, { watch, ledger }: TellingStores): Promise<ToTell> {
  const count = await watch.countCommits(span);
  if (count > MANY_RECORDS) return "all";
  const engines = new Set<string>();
  // The newest of that look, not of now: what came on record since is another look's, and must not take the place of what came before.
  for await (const record of ledger.records({ upTo: span.newer, limit: count })) {
    const concerned = concernedByRecord(record);
    if (concerned === "all") return "all";
    for (const engineId of concerned) engines.add(engineId);
  }
  return engines;
}

function concernedByRecord(record: LedgerRecord): ToTell {
  if (record.type === "run") return new Set(bodyOfRun(record).engines.map(({ engineId }) => engineId));
  const { engineId } = record.body;
  if (typeof engineId === "string") return new Set([engineId]);
  return BESIDE_VERDICTS.has(record.type) ? NOBODY : "all";
}

/** Records on which no stored verdict rests: a run names what it was judged with. */
const BESIDE_VERDICTS: ReadonlySet<string> = new Set<LedgerRecord["type"]>([
  "ticket-snapshot",
  "ticket-noted",
  "governance-finding",
  "review-decided",
  "policy-changed",
  "approver-signed-in",
  "anchor",
  "access-reviewed",
  "person-forgotten",
]);
