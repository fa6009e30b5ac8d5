import { randomUUID } from "node:crypto";
import { join, resolve } from "node:path";
import type { ChangePreview } from "#schemas/change-preview";
import type { CheckReport } from "#schemas/check-report";
import type { CompareReport } from "#schemas/compare-report";
import type { TicketSystem as DeclaredTicketSystem, Engine, Estate } from "#schemas/estate";
import type { HistoryReport } from "#schemas/history-report";
import type { PolicyTestReport } from "#schemas/policy-test-report";
import type { RunbookReport } from "#schemas/runbook-report";
import type { Occasion } from "#schemas/schedule";
import type { ShowReport } from "#schemas/show-report";
import type { TicketsShowReport } from "#schemas/tickets-show-report";
import type { ValidateReport } from "#schemas/validate-report";
import { type Aligning, aligningOver } from "#services/compose/estate/align-engine";
import { findCandidateFiles } from "#services/compose/estate/candidate-files";
import { checkWithAlignments } from "#services/compose/estate/check-with-alignments";
import { checkWithReviews } from "#services/compose/estate/check-with-reviews";
import { type Collecting, collectingOver, readElsewhere } from "#services/compose/estate/collections";
import { type CompareOptions, compareSides } from "#services/compose/estate/compare-sides";
import { confineEstate } from "#services/compose/estate/confine-estate";
import { openExportWriter } from "#services/compose/estate/export-threads";
import { brokenPolicy, engineIn, parseInForce } from "#services/compose/estate/in-force";
import { type Product, productNamed, productsOf } from "#services/compose/estate/products";
import { showArtefact } from "#services/compose/estate/show-artefact";
import { type Opened, showStored } from "#services/compose/estate/show-stored";
import { MAIN_WENT_ON, tellRederived } from "#services/compose/estate/tell-rederived";
import { tellVerdict } from "#services/compose/estate/tell-verdict";
import { defaultMappingOf, ticketSystemNamed } from "#services/compose/estate/ticket-systems";
import { openTokenDesk, type TokenDesk } from "#services/compose/estate/token-desk";
import { validateFiles } from "#services/compose/estate/validate-files";
import { forgeProblems } from "#services/compose/review/forge-makes";
import type { EstateReviews } from "#services/compose/review/open-review-pass";
import { openReviewDesk, type ReviewDesk } from "#services/compose/review/review-desk";
import { diagnoseForge, type ReviewParts } from "#services/compose/review/review-estate";
import { settleEstateReviews } from "#services/compose/review/settle-estate-reviews";
import { type Notices, openNotices } from "#services/compose/service/open-notices";
import type { Dialect } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import type { ToldVerdict } from "#services/core/gate/told-verdict";
import { hintSelector } from "#services/core/hint-selector";
import type { OverrideRequest } from "#services/core/override/plan-override";
import { parseSelector, type Selector } from "#services/core/parse-selector";
import { type Governed, parseGoverned } from "#services/core/policy/parse-governed";
import { type AcceptedRestore, acceptRestore } from "#services/jobs/accept-restore";
import { type Adopted, type AdoptionContext, adoptBaseline } from "#services/jobs/adopt-baseline";
import { answerReady, type ReadyAnswer } from "#services/jobs/answer-ready";
import { askOneTicket } from "#services/jobs/ask-one-ticket";
import { judgeBacklog } from "#services/jobs/collect/judge-backlog";
import { diagnoseEstate } from "#services/jobs/diagnose-estate";
import { discoverMapping, type ProposedMapping } from "#services/jobs/discover-mapping";
import { findNotInForce } from "#services/jobs/find-not-in-force";
import { guardLogins } from "#services/jobs/guard-logins";
import { type CandidateContext, openCandidate } from "#services/jobs/open-candidate";
import {
  endOverride,
  grantOverride,
  nameOverrideTicket,
  type Overridden,
  type OverrideContext,
} from "#services/jobs/override-readiness";
import { previewChange } from "#services/jobs/preview-change";
import { readRunbook } from "#services/jobs/read-runbook";
import { readTickets } from "#services/jobs/read-tickets";
import type { RederivedBaseline } from "#services/jobs/rederive-baseline";
import { runCheck } from "#services/jobs/run-check";
import { runOccasion } from "#services/jobs/run-occasion";
import { showTicket } from "#services/jobs/show-ticket";
import type { CheckContext } from "#services/jobs/take-run";
import { type PolicyTest, testPolicy } from "#services/jobs/test-policy";
import { type Waived, waiveFinding } from "#services/jobs/waive-finding";
import { type Watched, watchSchedules } from "#services/jobs/watch-schedules";
import { createLogger } from "#services/log/create-logger";
import type { Diagnosis } from "#services/ports/connector";
import type { TicketSource } from "#services/ports/ticket-source";
import { openRefusedLogins } from "#services/stores/files/open-refused-logins";
import { readGovernedFolder } from "#services/stores/files/read-governed-folder";
import { type EstateStore, openEstateRepository } from "#services/stores/git/open-estate-repository";
import { followMain } from "#services/stores/git/working-clone";
import { readMask } from "#services/stores/keys/mask-key";
import { type GitLedger, openLedger } from "#services/stores/ledger/open-ledger";
import { openReviewStore } from "#services/stores/reviews/open-review-store";
import { openTicketStore } from "#services/stores/tickets/open-ticket-store";
import { createTicketFolder } from "#services/tickets/file/create-ticket-folder";
import { readPassword, type Settings } from "./config.js";

/** What a command may pass on to a long job. */
export interface JobOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: NonNullable<CheckContext["onProgress"]>;
  readonly onStage?: NonNullable<CheckContext["onStage"]>;
  /** Called with a sentence about what was done besides what was asked for. */
  readonly onNotice?: (notice: string) => void;
  /** Stands between a check and what it uses of the world, for example to time it. */
  readonly observe?: (context: CheckContext) => CheckContext;
}

/** What a preview is asked for. */
export interface PreviewOptions extends Pick<CandidateContext, "engineId" | "partial"> {
  /** The folder that relative names start from. Default: that of the process. */
  readonly cwd?: string;
}

/** Lockstep over one estate. */
export interface App extends Aligning {
  readonly settings: Settings;
  check(engineIds: readonly string[], options?: JobOptions): Promise<CheckReport>;
  /** Checks an engine that a schedule made due, once, and leaves the reviews to be kept after all of them. */
  checkOccasion(engineId: string, occasion: Occasion, options?: JobOptions): Promise<"recorded" | "known">;
  compare(a: string, b: string, options: CompareOptions): Promise<CompareReport>;
  /** What a candidate will change on production, and the digests that bind a ticket to it. */
  preview(candidate: string, options: PreviewOptions): Promise<ChangePreview>;
  ready(engineId: string): Promise<ReadyAnswer>;
  /** Tells people of the estate what they have to know. */
  readonly notices: Notices;
  /** The same, with all that a gate may be asked about it. */
  tellVerdict(engineId: string): Promise<ToldVerdict>;
  /** What people need when an engine fails over. */
  runbook(engineId: string): Promise<RunbookReport>;
  validate(where: "folder" | "main"): Promise<ValidateReport>;
  /** Governed files of the folder that are not as on `main`; none where the folder holds no governed file at all. */
  notInForce(): Promise<ValidateReport["notInForce"]>;
  /** What stands in the estate and on its nodes; `diagnoseMachine` says what this machine lacks. */
  diagnose(options?: JobOptions): Promise<readonly Diagnosis[]>;
  open(selector: string): Promise<Opened>;
  /** What each kind of a product is to a person who knows no product. */
  conceptsOf(product: string): Dialect["concepts"];
  /** A snapshot, or a baseline with what proves it. */
  show(selector: string): Promise<ShowReport>;
  /** What one artefact holds, and its versions. */
  showArtefact(selector: string, artefact: string): Promise<HistoryReport>;
  adopt(adoption: {
    engineId: string;
    from: string;
    digest: string;
    approver: string;
    ticket: string | null;
    reviewed: boolean;
  }): Promise<Adopted>;
  /** Permits one finding of the last check until a day. */
  waive(engineId: string, request: Parameters<typeof waiveFinding>[0]): Promise<Waived>;
  /** Sets named reasons aside for some hours. */
  override(engineId: string, request: OverrideRequest & { readonly ticket: string | null }): Promise<Overridden>;
  endOverride(engineId: string, ending: Parameters<typeof endOverride>[0]): Promise<Overridden>;
  nameOverrideTicket(engineId: string, naming: Parameters<typeof nameOverrideTicket>[0]): Promise<Overridden>;
  /** What each rule of a policy would have done over the recorded runs. */
  testPolicy(
    asked: Pick<PolicyTest, "where" | "engineIds" | "since">,
    options?: Pick<JobOptions, "signal">,
  ): Promise<PolicyTestReport>;
  /** A ticket as every declared ticket system holds it now. */
  showTicket(number: string, options?: Pick<JobOptions, "signal">): Promise<TicketsShowReport>;
  /** Reads tickets anew and keeps what they say now; gives how many were answered. */
  readTickets(asked: Parameters<typeof readTickets>[0], options?: Pick<JobOptions, "signal">): Promise<number>;
  /** Which runs were due and are not on record; `estateId` names the estate in what is to be asked of the queue. */
  watch(estateId?: string): Promise<Watched>;
  /** Settles what people decided on the forge; gives the engines whose baseline moved and that no run has seen since. */
  settleReviews(options?: Pick<JobOptions, "signal">): Promise<readonly string[]>;
  /** What people do with proposals. @throws LockstepError `estate-invalid` */
  reviews(options?: Pick<JobOptions, "signal">): Promise<ReviewDesk>;
  /** The estate as it is in force. @throws LockstepError `estate-invalid` */
  estate(): Promise<Estate>;
  /** Everything governed, with every problem in it. */
  governed(): Promise<Governed>;
  /** How the tickets of a declared ticket system could be read. */
  discoverMapping(id: string, options?: Pick<JobOptions, "signal">): Promise<ProposedMapping>;
  readonly ledger: GitLedger;
  /** By which programs ask the service. */
  readonly tokens: TokenDesk;
  /** What collectors ask for. */
  readonly collecting: Collecting;
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
  const mask = await readMask(settings.maskKeyFile);
  const { storeDir: gitDir, signingKeyFile, ledgerMarkFolder } = settings;
  const context = { gitDir, signingKeyFile, ledgerMarkFolder, now };
  const ledger = openLedger(context);
  const repository = confineEstate(openEstateRepository(context, ledger), settings);
  const site = productsOf(await governedFiles(repository));
  const productOf = given ?? site.productOf;
  const productFor = (engine: Engine): Product =>
    given === undefined ? site.productFor(engine) : given(engine.product);
  const ticketStore = openTicketStore(context, ledger);
  const rederive = {
    repository,
    ledger,
    ticketStore,
    dialectOf: (engine: Engine) => productFor(engine).dialect,
  };

  const { collecting, collections } = collectingOver({ settings, context, repository, ledger, mask, now, given });

  async function engineNamed(engineId: string): Promise<Engine> {
    return engineIn(parseInForce((await repository.governed()).files).estate, engineId);
  }

  function ticketSourceOf({ folder }: NonNullable<Estate["tickets"]>): TicketSource {
    return createTicketFolder({ folder: resolve(settings.folder, folder) });
  }

  async function overrideContext(engineId: string): Promise<OverrideContext> {
    const governed = parseInForce((await repository.governed()).files);
    engineIn(governed.estate, engineId);
    return { engineId, ledger, policy: governed.policy, now, readTicket: ticketReader(governed) };
  }

  /** What every source of tickets says of one number now. */
  function ticketReader(governed: Pick<Governed, "estate" | "ticketMappings">): AdoptionContext["readTicket"] {
    const asking = { ticketStore, ticketSourceOf, ...ticketSystems, now };
    return async (number) => (await askOneTicket(number, governed, asking)).map(({ reading }) => reading);
  }

  const ticketSystems = {
    ticketSystemOf: ({ system }: DeclaredTicketSystem) => ticketSystemNamed(system),
    ticketPasswordOf: (declared: DeclaredTicketSystem) => readPassword(declared, settings),
  };

  /** What the reviews of the estate are put together from. */
  function reviewParts(
    governed: Pick<Governed, "estate" | "ticketMappings">,
    signal?: AbortSignal,
  ): Omit<ReviewParts, "estate" | "policy"> {
    const { dialectOf } = rederive;
    const { ticketMappings } = governed;
    const readTicket = ticketReader(governed);
    return { settings, context, ledger, repository, dialectOf, ticketMappings, readTicket, now, signal };
  }

  function estateReviews(signal: AbortSignal | undefined): EstateReviews {
    return {
      read: async () => parseGoverned((await repository.governed()).files),
      partsOf: (governed) => reviewParts(governed, signal),
    };
  }

  /** What was refused once is not offered again, whichever run asks. */
  function guardedProduct(engine: Engine): Product {
    const product = productFor(engine);
    const { collector } = engine;
    if (collector !== undefined) return { ...product, connector: readElsewhere(product.connector, collector) };
    const memory = openRefusedLogins(join(settings.dataFolder, "refused-logins"));
    return { ...product, connector: guardLogins(product.connector, { memory, mask }) };
  }

  /** Gives a check what it needs of the world, and clears up after it. */
  async function withCheckContext<T>(options: JobOptions, use: (context: CheckContext) => Promise<T>): Promise<T> {
    const { observe, onNotice, ...others } = options;
    const rederived: RederivedBaseline[] = [];
    const exportWriter = openExportWriter(mask, settings.maskKeyFile);
    const context: CheckContext = {
      repository,
      ledger,
      mask,
      now,
      productOf: guardedProduct,
      ticketSourceOf,
      ticketStore,
      ...ticketSystems,
      createRunId: randomUUID,
      logger: createLogger({ level: settings.logLevel }),
      passwordOf: (node) => readPassword(node, settings),
      // Threads know the products of the registry alone.
      ...(productOf === productNamed ? { exportWriter } : {}),
      onRederived: (baseline) => rederived.push(baseline),
      collections,
      ...others,
    };
    try {
      return await use(observe?.(context) ?? context);
    } finally {
      await exportWriter.close();
      // Also where the check broke off after that: what was committed is there.
      const followed = rederived.length === 0 ? "no-clone" : await followMain(gitDir, settings.folder);
      for (const notice of tellRederived(rederived, followed)) onNotice?.(notice);
    }
  }

  async function openSelected(selector: Selector): Promise<Opened | undefined> {
    if (selector.type === "baseline") return await repository.openBaseline(selector.engineId);
    return await repository.openSnapshot(selector.engineId, selector.nodeId, selector.at);
  }

  async function ready(engineId: string): Promise<ReadyAnswer> {
    return await answerReady((await engineNamed(engineId)).id, rederive, now());
  }

  async function open(text: string): Promise<Opened> {
    return await openStored(parseSelector(text), text);
  }

  async function openStored(selector: Selector, text: string): Promise<Opened> {
    const stored = await openSelected(selector);
    if (stored !== undefined) return stored;
    const { engines = [] } = parseGoverned((await repository.governed()).files).estate ?? {};
    const hint = hintSelector(selector, engines);
    throw new LockstepError("selector-unknown", `Nothing is stored under '${text}' yet.${hint}`);
  }

  return {
    settings,
    ledger,
    collecting,
    ...aligningOver({
      ...{ repository, ledger, mask, now, productFor: guardedProduct },
      passwordOf: (node) => readPassword(node, settings),
    }),
    check: (engineIds, options = {}) =>
      withCheckContext(options, async (context) => {
        await judgeBacklog(context, engineIds);
        return await checkWithReviews(estateReviews(options.signal), () =>
          checkWithAlignments({ ...rederive, now }, () => runCheck(context, engineIds)),
        );
      }),
    checkOccasion: (engineId, occasion, options = {}) =>
      withCheckContext(options, async (context) => {
        await judgeBacklog(context, [engineId]);
        const report = await runOccasion(context, engineId, occasion);
        if (report === undefined) return "known";
        await checkWithAlignments({ ...rederive, now }, async () => report);
        return "recorded";
      }),
    conceptsOf: (product) => productOf(product).dialect.concepts,
    compare: (a, b, options) => compareSides(a, b, { ...options, mask, open }),
    async preview(name, { cwd = ".", ...options }) {
      const { estate, policy } = parseInForce((await repository.governed()).files);
      const { dialectOf } = rederive;
      const { storeMessageTemplates } = policy.settings;
      const { engine, candidate } = await openCandidate(name, {
        ...{ engines: estate.engines, mask, dialectOf, storeMessageTemplates, ...options },
        readFiles: (file, onto) =>
          findCandidateFiles(resolve(cwd, file), { engine: onto, product: productOf(onto.product), now }),
        open: (selector, text) => openStored(selector, text),
      });
      return await previewChange(candidate, { engine, policy, dialect: dialectOf(engine), repository, now });
    },
    ready,
    notices: openNotices({ settings, ledger, ready }, { now, logger: createLogger({ level: settings.logLevel }) }),
    tellVerdict: async (engineId) => tellVerdict((await engineNamed(engineId)).id, rederive, now()),
    async runbook(engineId) {
      const governed = parseGoverned((await repository.governed()).files);
      const { estate } = parseInForce((await repository.governed()).files);
      const told = await tellVerdict(engineIn(estate, engineId).id, rederive, now());
      const context = { repository, dialectOf: rederive.dialectOf, told, now: now() };
      return await readRunbook(engineIn(estate, engineId), { ...governed, estate }, context);
    },
    validate: async (where) =>
      validateFiles(
        where,
        settings.folder,
        await repository.governed(),
        await readGovernedFolder(settings.folder),
        mask,
        (declared) => forgeProblems(declared, openReviewStore(context)),
      ),
    async notInForce() {
      const inFolder = await readGovernedFolder(settings.folder);
      return inFolder.size === 0 ? [] : findNotInForce((await repository.governed()).files, inFolder);
    },
    diagnose: async (options = {}) =>
      diagnoseEstate({
        repository,
        ledger,
        products: site.kinds,
        ticketSourceOf,
        ...ticketSystems,
        defaultMappingOf,
        connectorOf: (engine) => guardedProduct(engine).connector,
        diagnoseForge: (declared) => diagnoseForge(declared, { settings, context, now, ...options }),
        passwordOf: (node) => readPassword(node, settings),
        now,
        ...options,
      }),
    open,
    show: async (text) => showStored(await open(text)),
    showArtefact: async (text, artefact) => showArtefact(text, artefact, await open(text), repository),
    async adopt({ engineId, ...adoption }) {
      const governed = parseInForce((await repository.governed()).files);
      const { policy } = governed;
      const engine = engineIn(governed.estate, engineId);
      const { separableSources } = productFor(engine).dialect;
      const context = { repository, readTicket: ticketReader(governed), policy, now, separableSources };
      const adopted = await adoptBaseline({ engine, ...adoption }, context);
      if ((await followMain(gitDir, settings.folder)) !== "left") return adopted;
      return { ...adopted, warnings: [...adopted.warnings, MAIN_WENT_ON] };
    },
    async waive(engineId, request) {
      const context = { ...(await overrideContext(engineId)), repository };
      const waived = await waiveFinding(request, await answerReady(engineId, rederive, now()), context);
      if (waived.given === undefined || (await followMain(gitDir, settings.folder)) !== "left") return waived;
      return { ...waived, warnings: [...waived.warnings, MAIN_WENT_ON] };
    },
    async override(engineId, request) {
      const context = await overrideContext(engineId);
      return await grantOverride(request, await answerReady(engineId, rederive, now()), context);
    },
    endOverride: async (engineId, ending) => endOverride(ending, await overrideContext(engineId)),
    nameOverrideTicket: async (engineId, naming) => nameOverrideTicket(naming, await overrideContext(engineId)),
    async testPolicy(asked, options = {}) {
      const main = (await repository.governed()).files;
      const files = asked.where === "main" ? main : await readGovernedFolder(settings.folder);
      const { policy, problems } = parseGoverned(files);
      if (policy === undefined) throw brokenPolicy(problems);
      for (const engineId of asked.engineIds) await engineNamed(engineId);
      return await testPolicy({ ...asked, policy, ...options }, rederive);
    },
    async showTicket(number, options = {}) {
      const governed = parseGoverned((await repository.governed()).files);
      return await showTicket(number, governed, { ticketStore, ticketSourceOf, ...ticketSystems, now, ...options });
    },
    async readTickets(asked, options = {}) {
      const governed = parseGoverned((await repository.governed()).files);
      return await readTickets(asked, governed, { repository, ledger, ticketStore, ...ticketSystems, now, ...options });
    },
    watch: (estateId) => watchSchedules({ repository, ledger, now }, estateId),
    async settleReviews({ signal } = {}) {
      const moved = await settleEstateReviews(estateReviews(signal), ledger);
      if (moved.length > 0) await followMain(gitDir, settings.folder);
      return moved;
    },
    async reviews({ signal } = {}) {
      const governed = parseInForce((await repository.governed()).files);
      const reportOf = async (engineId: string) => (await answerReady(engineId, rederive, now())).report;
      return openReviewDesk({ ...governed, ...reviewParts(governed, signal) }, reportOf);
    },
    estate: async () => parseInForce((await repository.governed()).files).estate,
    governed: async () => parseGoverned((await repository.governed()).files),
    async discoverMapping(id, options = {}) {
      const { estate: declared } = parseInForce((await repository.governed()).files);
      const idsInFolder = async (): Promise<readonly string[]> =>
        (parseGoverned(await readGovernedFolder(settings.folder)).estate?.ticketSystems ?? []).map(({ id }) => id);
      return await discoverMapping(id, declared, {
        ...ticketSystems,
        defaultMappingOf,
        idsInFolder,
        now,
        ...options,
      });
    },
    tokens: openTokenDesk(settings, {
      ...{ ledger, now },
      estate: async () => parseInForce((await repository.governed()).files).estate,
    }),
    acceptRestore: (by) => acceptRestore(by, { repository, ledger, now }),
    async purge(request) {
      const purged = await repository.purge(request);
      await collecting.clearShelf();
      return purged;
    },
  };
}

/** A store that cannot be read has no rule packs of its own; whatever is asked of it next says why. */
async function governedFiles({ governed }: EstateStore): Promise<ReadonlyMap<string, string>> {
  return await governed().then(
    ({ files }) => files,
    (error: unknown) => {
      if (error instanceof LockstepError) return new Map<string, string>();
      throw error;
    },
  );
}
