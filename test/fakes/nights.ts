import assert from "node:assert/strict";
import type { EngineReport } from "#schemas/check-report";
import type { Finding } from "#schemas/finding";
import type { ReviewReport } from "#schemas/review-report";
import type { CheckContext } from "#services/jobs/check/take-run";
import type { TicketSystem } from "#services/ports/ticket-system";
import type { MirthModel } from "#services/simulators/mirth-connect/model";
import { SMALL_MODEL } from "#test/simulators/small-model";
import { ACCOUNT, createLoopbackEstate, type LoopbackEstate, type LoopbackOptions } from "./estate-on-loopback.js";
import { type MirthSimulator, startMirthSimulator } from "./start-mirth-simulator.js";

/** A pair of simulated nodes that is checked night after night, on a clock of its own. */
export interface Nights extends AsyncDisposable {
  readonly primary: MirthSimulator;
  readonly standby: MirthSimulator;
  readonly estate: LoopbackEstate;
  readonly now: () => Date;
  /** Every report that a check gave, oldest first. */
  readonly reports: readonly EngineReport[];
  /** What the last check said of the reviews; `undefined` where the estate declares no forge. */
  review(): ReviewReport | undefined;
  /** Lets time go by, an hour unless said otherwise. */
  pass(hours?: number): void;
  /** Waits for the next night and checks. */
  check(): Promise<EngineReport>;
  /** Approves what production holds since the last check. */
  adopt(): Promise<void>;
}

export interface NightsOptions extends LoopbackOptions {
  /** When it begins, as an instant. Default: now. */
  readonly startsAt?: string;
  /** What both nodes hold when it begins. Default: a small server. */
  readonly model?: MirthModel;
  /** Stands in for every ticket system that the estate declares. */
  readonly ticketSystem?: TicketSystem;
}

/** Starts two equal nodes, `tie-a` and `tie-b`, and an estate that knows them. */
export async function startNights({
  ticketSystem,
  startsAt,
  model = SMALL_MODEL,
  ...options
}: NightsOptions = {}): Promise<Nights> {
  let aheadMs = startsAt === undefined ? 0 : Date.parse(startsAt) - Date.now();
  const now = (): Date => new Date(Date.now() + aheadMs);
  const pass = (hours = 1): void => {
    aheadMs += hours * 3_600_000;
  };
  const other = { ...model, serverId: "5a1c0000-0000-4000-8000-00000000000b" };
  const primary = await startMirthSimulator({ model, account: ACCOUNT, clock: now });
  const standby = await startMirthSimulator({ model: other, account: ACCOUNT, clock: now });
  const estate = await createLoopbackEstate({ primary, standby }, { now, ...options });
  const reports: EngineReport[] = [];
  let review: ReviewReport | undefined;
  const observe = (context: CheckContext): CheckContext =>
    ticketSystem === undefined ? context : { ...context, ticketSystemOf: () => ticketSystem };
  return {
    primary,
    standby,
    estate,
    now,
    reports,
    review: () => review,
    pass,
    async check() {
      pass(12);
      const checked = await estate.app.check(["tie"], { observe });
      const [report] = checked.engines;
      assert.ok(report);
      review = checked.review;
      reports.push(report);
      return report;
    },
    async adopt() {
      pass();
      const { snapshot } = await estate.app.open("tie/tie-a");
      const approval = { approver: "C. Chair", ticket: null, reviewed: true };
      await estate.app.adopt({ engineId: "tie", from: "tie-a", digest: snapshot.digest, ...approval });
    },
    async [Symbol.asyncDispose]() {
      await estate[Symbol.asyncDispose]();
      await Promise.all([primary.stop(), standby.stop()]);
    },
  };
}

/** The finding on an artefact of this name. */
export function findingOn(report: EngineReport, name: string): Finding | undefined {
  return report.findings.find(({ artefact }) => artefact.name === name);
}
