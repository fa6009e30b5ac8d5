import type { Engine, Estate } from "#schemas/estate";
import type { Forge as DeclaredForge } from "#schemas/forge";
import type { Policy } from "#schemas/policy";
import type { ReviewPolicy } from "#schemas/review-policy";
import { engineIn } from "#services/compose/estate/in-force";
import { rememberingAdopted, ticketNotesOf } from "#services/compose/estate/note-tickets";
import { readPassword, type Settings } from "#services/config";
import type { TicketReading } from "#services/core/authorisation/ticket-reading";
import type { Dialect } from "#services/core/dialect";
import { DEFAULT_REVIEW } from "#services/core/policy/default-policy";
import type { Governed } from "#services/core/policy/parse-governed";
import type { Guarded } from "#services/jobs/review/find-governance";
import type { ReviewContext } from "#services/jobs/review/review-context";
import type { ReviewPass } from "#services/jobs/review/review-pass";
import { createLogger } from "#services/log/create-logger";
import type { Diagnosis } from "#services/ports/connector";
import type { EstateRemote } from "#services/ports/estate-remote";
import type { GitContext } from "#services/stores/git/git-context";
import type { GitLedger } from "#services/stores/ledger/open-ledger";
import { openProposalStore } from "#services/stores/proposals/open-proposal-store";
import { openEstateRemote } from "#services/stores/remote/open-estate-remote";
import { storeAsRemote } from "#services/stores/remote/store-as-remote";
import { openReviewStore } from "#services/stores/reviews/open-review-store";
import { forgeOf, LOCAL } from "./forge-makes.js";
import { inReviewTurn } from "./in-review-turn.js";
import { reviewTexts } from "./review-texts.js";

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
  /** Left out: makers stand by name, whatever policy says. */
  readonly accountSealer?: ReviewContext["accountSealer"];
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
  const { context, settings, now, signal, policy, control, texts, proposals, ledger, accountSealer } = opening;
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
    ...(accountSealer === undefined ? {} : { accountSealer }),
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
