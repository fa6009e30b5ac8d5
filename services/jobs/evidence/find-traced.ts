import type { LedgerRecord } from "#schemas/ledger-record";
import type { EngineRun, Run } from "#schemas/run";
import type { TraceReport } from "#schemas/trace-report";
import { normaliseNumber } from "#services/core/authorisation/ticket-timeline";
import { LockstepError } from "#services/core/errors";
import { keyOfChange, type WantedChange } from "#services/core/evidence/trail/wanted-change";
import { standingIn } from "#services/core/service-levels/change-life";
import type { Ledger } from "#services/ports/estate-repository";

export type Asked = TraceReport["asked"];

/**
 * Finds the changes that somebody asks the trail of: those of one id, whole or by how it begins; those that named a ticket, or were judged by
 * it; those that a record holds.
 *
 * @throws LockstepError `selector-unknown` where there is none, or an id is cut so short that it fits several
 */
export async function findTraced(asked: Asked, ledger: Pick<Ledger, "records">): Promise<readonly WantedChange[]> {
  if (asked.by === "record") return changesIn(await getRecord(Number(asked.value), ledger));
  const found = new Map<string, WantedChange>();
  const fits = asked.by === "ticket" ? namesTicket(asked.value) : hasId(asked.value);
  for await (const record of ledger.records()) {
    for (const change of changesIn(record, fits)) found.set(keyOfChange(change), change);
  }
  const ids = new Set([...found.values()].map(({ changeId }) => changeId));
  if (asked.by === "ticket") return [...found.values()];
  if (ids.size === 1) return [...found.values()];
  const what = ids.size === 0 ? "holds no change" : `holds ${ids.size} changes that begin so:`;
  throw new LockstepError("selector-unknown", `The ledger ${what} ${JSON.stringify(asked.value.slice(0, 80))}.`, {
    remedy:
      "`lockstep check` prints the ids of what it finds, 01-population.csv of a pack those of a period; give eight digits or more.",
  });
}

async function getRecord(seq: number, ledger: Pick<Ledger, "records">): Promise<LedgerRecord> {
  for await (const record of ledger.records({ before: seq + 1, limit: 1 })) if (record.seq === seq) return record;
  throw new LockstepError("selector-unknown", `The ledger holds no record ${seq}.`, {
    remedy: "`lockstep runs` lists the numbers of the last ones.",
  });
}

/** One change of a run, and what was recorded of it. */
interface Told extends WantedChange {
  readonly tickets: readonly string[];
}

function changesIn(record: LedgerRecord, fits: (told: Told) => boolean = () => true): readonly WantedChange[] {
  return toldIn(record)
    .filter(fits)
    .map(({ engineId, changeId }) => ({ engineId, changeId }));
}

function toldIn({ type, body }: LedgerRecord): readonly Told[] {
  if (type === "alignment-planned" || type === "alignment-proved") {
    const plan = type === "alignment-planned" ? body["digest"] : body["plan"];
    return [{ engineId: String(body["engineId"]), changeId: String(plan), tickets: [] }];
  }
  // The chain guards what was written.
  return type === "run" ? (body as Run).engines.flatMap(toldOfEngine) : [];
}

function toldOfEngine(engineRun: EngineRun): readonly Told[] {
  const { engineId, verdicts = {}, passing } = engineRun;
  const judged = Object.values(verdicts);
  return [
    ...[...standingIn(engineRun)].map(([changeId, facts]) => ({
      engineId,
      changeId,
      tickets: [
        ...facts.flatMap(({ references }) => references),
        ...judged.flatMap((byFinding) => byFinding[changeId]?.ticket ?? []),
      ],
    })),
    ...(passing?.changes ?? []).map(({ id, change }) => ({ engineId, changeId: id, tickets: change.references })),
  ];
}

function namesTicket(number: string): (told: Told) => boolean {
  const wanted = normaliseNumber(number);
  return ({ tickets }) => tickets.some((ticket) => normaliseNumber(ticket) === wanted);
}

const SHORTEST = 8;

function hasId(id: string): (told: Told) => boolean {
  const digits = id.trim().toLowerCase().replace("sha256:", "");
  if (digits.length < SHORTEST) return () => false;
  return ({ changeId }) => changeId.replace("sha256:", "").startsWith(digits);
}
