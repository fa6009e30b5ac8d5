import type { EngineReport } from "#schemas/check-report";
import type { LedgerRecord } from "#schemas/ledger-record";
import type { Waiver } from "#schemas/policy";
import type { GovernanceFinding } from "#schemas/review-report";
import { LockstepError } from "#services/core/errors";
import { accessMatters } from "#services/core/notices/access-matters";
import { actionMatters } from "#services/core/notices/action-matters";
import { estateMatters } from "#services/core/notices/estate-matters";
import { evidenceMatters } from "#services/core/notices/evidence-matters";
import { failedEvidenceMatters } from "#services/core/notices/failed-evidence-matters";
import { ESTATE_OWNER, governanceMatters } from "#services/core/notices/governance-matters";
import { mattersOfEngine, type Sighting } from "#services/core/notices/matters-of-engine";
import { silenceMatters, type Watched } from "#services/core/notices/silence-matters";
import { waiverMatters } from "#services/core/notices/waiver-matters";
import { findReviewDue } from "../access/find-review-due.js";
import { actionsOnRecord } from "../action/actions-on-record.js";
import type { NoticeContext } from "./notice-context.js";
import type { Routes } from "./read-routes.js";

/** What was looked at. */
export interface LookedAt {
  /** The last reports of some engines, or of all. */
  readonly reports: readonly EngineReport[];
  /** When engines were last checked, of those of which that is known. */
  readonly watched: readonly Watched[];
}

const LOOKED_BACK_DAYS = 30;
const WAIVER_DAYS = 14;
const DAY_MS = 86_400_000;

/** Everything that people may have to be told of now: of engines, of silence, of the record, of waivers, of actions, of the review of access. */
export async function lookForMatters(looked: LookedAt, routes: Routes, context: NoticeContext): Promise<Sighting> {
  const at = context.now().toISOString();
  const { estate, policy } = routes.governed;
  const ownerOf = (engineId: string): string =>
    estate?.engines.find(({ id }) => id === engineId)?.owner ?? ESTATE_OWNER;
  const ledger = await context.ledger.findHeadFault();
  const waivers: Sighting =
    policy === undefined
      ? { matters: [], scopes: [] }
      : waiverMatters(policy.waivers, {
          at,
          withinDays: routes.policy?.waiverEndsWithinDays ?? WAIVER_DAYS,
          grants: await readGrants(context),
        });
  return together([
    ...looked.reports.map((report) => mattersOfEngine(report, ownerOf(report.engineId))),
    silenceMatters(looked.watched, at),
    { matters: governanceMatters(await readGovernance(context, at)), scopes: [] },
    { matters: evidenceMatters(await readLately("evidence-made", context, at), context.publicUrl), scopes: [] },
    await lookForFailedPacks(context),
    estateMatters({ ledger, notifications: routes.fault }),
    waivers,
    actionMatters(await actionsOnRecord(context.ledger, at)),
    accessMatters(await findReviewDue(routes.governed.access, context.ledger, at)),
  ]);
}

/** Packs that cannot be looked at keep nobody from being told of the rest; what was told of them stands. */
async function lookForFailedPacks({ packs, logger }: NoticeContext): Promise<Sighting> {
  try {
    return failedEvidenceMatters(await packs());
  } catch (error) {
    if (!(error instanceof LockstepError)) throw error;
    logger?.warn("the kept evidence packs cannot be looked at", { error });
    return { matters: [], scopes: [] };
  }
}

function together(sightings: readonly Sighting[]): Sighting {
  const matters = sightings.flatMap((sighting) => sighting.matters);
  return { matters, scopes: sightings.flatMap(({ scopes }) => scopes) };
}

async function readGovernance(context: NoticeContext, at: string): Promise<readonly GovernanceFinding[]> {
  return (await readLately("governance-finding", context, at)).map(({ body }) => body as GovernanceFinding);
}

async function readLately(
  type: LedgerRecord["type"],
  { ledger }: NoticeContext,
  at: string,
): Promise<readonly LedgerRecord[]> {
  const from = new Date(Date.parse(at) - LOOKED_BACK_DAYS * DAY_MS).toISOString();
  const found: LedgerRecord[] = [];
  for await (const record of ledger.records({ type })) {
    if (record.at < from) break;
    found.push(record);
  }
  return found;
}

/** By finding, the days on which a waiver for it was given. */
async function readGrants({ ledger }: NoticeContext): Promise<ReadonlyMap<string, readonly string[]>> {
  const grants = new Map<string, string[]>();
  for await (const { body } of ledger.records({ type: "waiver-granted" })) {
    const { finding, granted } = body["waiver"] as Waiver;
    grants.set(finding, [...(grants.get(finding) ?? []), granted]);
  }
  return grants;
}
