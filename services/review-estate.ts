import type { Engine, Estate } from "#schemas/estate";
import type { Forge as DeclaredForge } from "#schemas/forge";
import type { Policy } from "#schemas/policy";
import type { ReviewPolicy } from "#schemas/review-policy";
import { readPassword, type Settings } from "./config.js";
import type { TicketReading } from "./core/authorisation/ticket-reading.js";
import type { Dialect } from "./core/dialect.js";
import { DEFAULT_REVIEW } from "./core/policy/default-policy.js";
import type { Governed } from "./core/policy/parse-governed.js";
import { forgeOf, LOCAL } from "./forge-makes.js";
import { engineIn } from "./in-force.js";
import { inReviewTurn } from "./in-review-turn.js";
import type { Guarded } from "./jobs/review/find-governance.js";
import type { ReviewContext } from "./jobs/review/review-context.js";
import type { ReviewPass } from "./jobs/review/review-pass.js";
import { createLogger } from "./log/create-logger.js";
import { rememberingAdopted, ticketNotesOf } from "./note-tickets.js";
import type { Diagnosis } from "./ports/connector.js";
import type { EstateRemote } from "./ports/estate-remote.js";
import { reviewTexts } from "./review-texts.js";
import type { GitContext } from "./stores/git/git-context.js";
import type { GitLedger } from "./stores/ledger/open-ledger.js";
import { openProposalStore } from "./stores/proposals/open-proposal-store.js";
import { openEstateRemote } from "./stores/remote/open-estate-remote.js";
import { storeAsRemote } from "./stores/remote/store-as-remote.js";
import { openReviewStore } from "./stores/reviews/open-review-store.js";

/** What the reviews of an estate are put together from. */
export interface ReviewParts {
  readonly settings: Settings;
  readonly context: GitContext;
  readonly ledger: GitLedger;
  readonly repository: Guarded["repository"];
  readonly estate: Estate;
  readonly policy: Policy;
  readonly dialectOf: (engine: Engine) => Pick<Dialect, "version" | "mayDiffer">;
  readonly ticketMappings: Governed["ticketMappings"];
  readonly readTicket: (number: string) => Promise<readonly TicketReading[]>;
  readonly now: () => Date;
  readonly signal?: AbortSignal | undefined;
}

/** Puts together what a pass over the reviews of an estate needs. */
export function reviewPassOf(parts: ReviewParts): ReviewPass {
  const { context, ledger, estate, now } = parts;
  const declared = estate.forge ?? LOCAL;
  const policy = parts.policy.review ?? DEFAULT_REVIEW;
  const control = parts.policy.changeControl;
  const proposals = openProposalStore(context, ledger);
  const texts = reviewTexts(declared.system, policy);
  const { store, adopted } = rememberingAdopted(proposals);
  const byTicket = { proposals: store, readTicket: parts.readTicket, now };
  return {
    estate: estate.estate,
    forge: declared.system,
    texts,
    now,
    guarded: { repository: parts.repository, policy: parts.policy, engines: estate.engines },
    engines: {
      ledger,
      control,
      dialectOf: (engineId) => parts.dialectOf(engineIn(estate, engineId)),
      ...(policy.adoptByTicket ? { byTicket } : {}),
    },
    ...ticketNotesOf(parts, proposals, adopted),
    inTurn: (work) => inReviewTurn({ dataFolder: parts.settings.dataFolder, signal: parts.signal }, work),
    open: () => openContext(declared, { ...parts, policy, control, texts, proposals }),
  };
}

/** Looks at the way to a declared forge. @throws LockstepError */
export async function diagnoseForge(
  declared: DeclaredForge,
  { context, settings, now, signal }: Pick<ReviewParts, "context" | "settings" | "now" | "signal">,
): Promise<readonly Diagnosis[]> {
  const secret = readSecret(declared, settings);
  return await forgeOf(declared, openReviewStore(context)).diagnose({
    declared,
    now,
    ...(secret === undefined ? {} : { secret }),
    ...(signal === undefined ? {} : { signal }),
  });
}

interface Opening extends Omit<ReviewParts, "policy"> {
  readonly policy: ReviewPolicy;
  readonly control: ReviewContext["control"];
  readonly texts: ReviewContext["texts"];
  readonly proposals: ReviewContext["proposals"];
}

/** Signs in to the forge. @throws LockstepError */
async function openContext(declared: DeclaredForge, opening: Opening): Promise<ReviewContext> {
  const { context, settings, now, signal, policy, control, texts, proposals, ledger } = opening;
  const secret = readSecret(declared, settings);
  const session = await forgeOf(declared, openReviewStore(context)).open({
    declared,
    now,
    ...(secret === undefined ? {} : { secret }),
    ...(signal === undefined ? {} : { signal }),
  });
  return {
    forge: declared.system,
    branch: declared.branch ?? "main",
    session,
    remote: remoteOf(declared, opening),
    ...{ proposals, ledger, policy, control, texts, now },
    logger: createLogger({ level: settings.logLevel }),
    ...(signal === undefined ? {} : { signal }),
  };
}

function remoteOf(declared: DeclaredForge, { context, ledger, proposals, signal }: Opening): EstateRemote {
  if (declared.system === "local") return storeAsRemote(context.gitDir, proposals);
  return openEstateRemote(context, ledger, { access: declared, ...(signal === undefined ? {} : { signal }) });
}

/** The token, or the private key of the app. @throws LockstepError `credential-missing` */
function readSecret({ app, passwordEnv, passwordFile }: DeclaredForge, settings: Settings): string | undefined {
  const named = app === undefined ? { passwordEnv, passwordFile } : { passwordFile: app.keyFile };
  const given = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
  return readPassword({ id: "forge", ...given }, settings);
}
