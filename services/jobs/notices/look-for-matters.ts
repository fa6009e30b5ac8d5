import type { EngineReport } from "#schemas/check-report";
import type { Waiver } from "#schemas/policy";
import type { GovernanceFinding } from "#schemas/review-report";
import { actionMatters } from "#services/core/notices/action-matters";
import { estateMatters } from "#services/core/notices/estate-matters";
import { ESTATE_OWNER, governanceMatters } from "#services/core/notices/governance-matters";
import { mattersOfEngine, type Sighting } from "#services/core/notices/matters-of-engine";
import { silenceMatters, type Watched } from "#services/core/notices/silence-matters";
import { waiverMatters } from "#services/core/notices/waiver-matters";
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

const GOVERNANCE_DAYS = 30;
const WAIVER_DAYS = 14;
const DAY_MS = 86_400_000;

/** Everything that people may have to be told of now: of engines, of silence, of the record, of waivers, of actions. */
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
    estateMatters({ ledger, notifications: routes.fault }),
    waivers,
    actionMatters(await actionsOnRecord(context.ledger, at)),
  ]);
}

function together(sightings: readonly Sighting[]): Sighting {
  const matters = sightings.flatMap((sighting) => sighting.matters);
  return { matters, scopes: sightings.flatMap(({ scopes }) => scopes) };
}

async function readGovernance({ ledger }: NoticeContext, at: string): Promise<readonly GovernanceFinding[]> {
  const from = new Date(Date.parse(at) - GOVERNANCE_DAYS * DAY_MS).toISOString();
  const found: GovernanceFinding[] = [];
  for await (const record of ledger.records({ type: "governance-finding" })) {
    if (record.at < from) break;
    found.push(record.body as GovernanceFinding);
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
