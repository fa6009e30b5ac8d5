import type { Estate } from "#schemas/estate";
import { type Aligning, aligningOver } from "#services/compose/estate/align-engine";
import { type Checking, checkingOver } from "#services/compose/estate/checking";
import type { Collecting } from "#services/compose/estate/collections";
import { type Deciding, decidingOver } from "#services/compose/estate/deciding";
import { type Diagnosing, diagnosingOver } from "#services/compose/estate/diagnosing";
import { type Judging, judgingOver } from "#services/compose/estate/judging";
import { type Keeping, keepingOver } from "#services/compose/estate/keeping";
import { openSite } from "#services/compose/estate/open-site";
import { type Practising, practisingOver } from "#services/compose/estate/practising";
import type { Product } from "#services/compose/estate/products";
import { type Showing, showingOver } from "#services/compose/estate/showing";
import { type Ticketing, ticketingOver } from "#services/compose/estate/ticketing";
import { openTokenDesk, type TokenDesk } from "#services/compose/estate/token-desk";
import { keepingPacksOver, type Packs } from "#services/compose/evidence/keeping-packs";
import { type Making, makingOver } from "#services/compose/evidence/making";
import { type Sampling, samplingOver } from "#services/compose/evidence/sampling";
import { type Tracing, tracingOver } from "#services/compose/evidence/tracing";
import { type Notices, openNotices } from "#services/compose/notices/open-notices";
import { openPeopleDesk, type PeopleDesk } from "#services/compose/people/people-desk";
import { withNames } from "#services/compose/people/with-names";
import { type Reviewing, reviewingOver } from "#services/compose/review/reviewing";
import type { Governed } from "#services/core/policy/parse-governed";
import { type Watched, watchSchedules } from "#services/jobs/queue/watch-schedules";
import { type AcceptedRestore, acceptRestore } from "#services/jobs/record/accept-restore";
import { createLogger } from "#services/log/create-logger";
import type { EstateStore } from "#services/stores/git/open-estate-repository";
import type { GitLedger } from "#services/stores/ledger/open-ledger";
import type { Settings } from "./config.js";

/** Lockstep over one estate. */
export interface App
  extends Aligning,
    Checking,
    Deciding,
    Diagnosing,
    Judging,
    Keeping,
    Making,
    Practising,
    Reviewing,
    Sampling,
    Showing,
    Ticketing,
    Tracing {
  readonly settings: Settings;
  /** The estate as it is in force. @throws LockstepError `estate-invalid` */
  estate(): Promise<Estate>;
  /** Everything governed, with every problem in it. */
  governed(): Promise<Governed>;
  readonly ledger: GitLedger;
  /** Tells people of the estate what they have to know. */
  readonly notices: Notices;
  /** Which runs were due and are not on record; `estateId` names the estate in what is to be asked of the queue. */
  watch(estateId?: string): Promise<Watched>;
  /** By which programs ask the service. */
  readonly tokens: TokenDesk;
  /** Whose pseudonym is whose. */
  readonly people: PeopleDesk;
  /** What collectors ask for. */
  readonly collecting: Collecting;
  /** Evidence that the service makes and keeps. */
  readonly packs: Packs;
  /** Lets a store that was restored from a backup count again. */
  acceptRestore(by: { actor: string; reason: string }): Promise<AcceptedRestore>;
  purge: EstateStore["purge"];
}

/** Opens an estate: the composition root. `given` gives each make its reader. @throws LockstepError `key-missing` */
export async function openApp(
  settings: Settings,
  now: () => Date = () => new Date(),
  given?: (name: string) => Product,
): Promise<App> {
  const site = await openSite(settings, now, given);
  const { repository, ledger, collecting } = site;
  const judging = judgingOver(site);
  const making = makingOver(site);
  const estate = async (): Promise<Estate> => (await site.inForce()).estate;
  const logger = createLogger({ level: settings.logLevel });
  return withNames({
    ...{ settings, ledger, collecting, estate },
    ...aligningOver({ ...site, productFor: site.guardedProduct }),
    ...checkingOver(site),
    ...decidingOver(site),
    ...diagnosingOver(site),
    ...judging,
    ...keepingOver(site),
    ...making,
    ...keepingPacksOver(site, making),
    ...practisingOver(site),
    ...reviewingOver(site),
    ...samplingOver(site),
    ...showingOver(site),
    ...ticketingOver(site),
    ...tracingOver(site),
    governed: () => site.governed(),
    notices: openNotices({ settings, ledger, ready: judging.ready }, { now, logger }),
    watch: (estateId) => watchSchedules(site, estateId),
    people: openPeopleDesk(site),
    tokens: openTokenDesk(settings, { ledger, now, estate }),
    acceptRestore: (by) => acceptRestore(by, site),
    async purge(request) {
      const purged = await repository.purge(request);
      await collecting.clearShelf();
      return purged;
    },
  });
}
