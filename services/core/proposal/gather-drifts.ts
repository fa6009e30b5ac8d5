import type { AuthorisationVerdict } from "#schemas/authorisation";
import type { ChangeControl } from "#schemas/change-control";
import type { ProposedChange } from "#schemas/change-proposal";
import type { Change } from "#schemas/drift";
import type { Finding } from "#schemas/finding";
import { parsePath } from "../artefact/change-path.js";
import { effectOf } from "../authorisation/authorisation-verdicts.js";
import { digestOfFinding } from "../authorisation/digest-of-finding.js";
import type { Dialect } from "../dialect.js";
import { isUnauthorised } from "../readiness/is-unauthorised.js";
import { changesOnProduction } from "./changes-on-production.js";
import { compareFindings, compareVerdict } from "./worst.js";

/** What authority the changes of an artefact have. `unproven`: the ticket systems could not tell. */
export type Standing = "unauthorised" | "unproven" | "authorised";

/**
 * All by which one artefact left the approved baseline on production. It is decided as a whole, since the baseline can only follow
 * the artefact as a whole: an authorised change would carry an unauthorised one along.
 */
export interface ArtefactDrift {
  /** At least one, the most severe first. */
  readonly findings: readonly Finding[];
  /** One for each of them, in the same order. */
  readonly changes: readonly ProposedChange[];
  /** What was done, each path once, as ProposedChange's digests have it. */
  readonly done: readonly Change[];
  readonly standing: Standing;
  readonly verdict: AuthorisationVerdict;
  /** The ticket that speaks for it, where its system knows it; of several the one of the worst verdict. */
  readonly ticket: string | null;
}

export interface DriftReading {
  readonly engineId: string;
  /** The reader in use, for example `mirth-connect/1`. */
  readonly dialect: string;
  /** See `Dialect`: changes that keep no failover from working are told, and have a digest, apart. */
  readonly mayDiffer: Dialect["mayDiffer"];
  readonly control: Pick<ChangeControl, "tolerated">;
}

/**
 * Gathers by artefact what left the baseline on production and that nothing explains.
 *
 * A waiver tolerates and does not approve. Where an artefact left the baseline in something else besides, the baseline would
 * take over what is waived: then that belongs to what is decided.
 */
export function gatherDrifts(findings: readonly Finding[], reading: DriftReading): readonly ArtefactDrift[] {
  const moved = findings.filter((finding) => changesOnProduction(finding).length > 0).sort(compareFindings);
  const open = new Set(moved.filter(({ explainedBy }) => explainedBy === null).map(identityOf));
  const groups = new Map<string, Finding[]>();
  for (const finding of moved) {
    const identity = identityOf(finding);
    if (!open.has(identity) || finding.explainedBy?.by === "expected-difference") continue;
    groups.set(identity, [...(groups.get(identity) ?? []), finding]);
  }
  return [...groups.values()].map((group) => gatherOne(group, reading));
}

function identityOf({ artefact: { kind, key } }: Finding): string {
  return `${kind}\0${key}`;
}

function gatherOne(findings: readonly Finding[], reading: DriftReading): ArtefactDrift {
  const { control } = reading;
  const open = findings.filter(({ explainedBy }) => explainedBy === null);
  const worst = open.toSorted((a, b) => compareVerdict(a.authorisation.verdict, b.authorisation.verdict, control))[0]
    ?.authorisation;
  const verdict = worst?.verdict ?? "unreferenced";
  return {
    findings,
    changes: findings.map((finding) => changeOf(finding, findings, reading)),
    done: findings.flatMap(changesOnProduction),
    standing: standingOf(open, control),
    verdict,
    ticket: verdict === "ticket-unknown" ? null : (worst?.ticket ?? null),
  };
}

function standingOf(findings: readonly Finding[], control: Pick<ChangeControl, "tolerated">): Standing {
  if (findings.some((finding) => isUnauthorised(finding, control))) return "unauthorised";
  const isUntold = findings.some(({ authorisation }) => effectOf(authorisation.verdict, control) === "unknown");
  return isUntold ? "unproven" : "authorised";
}

/**
 * The digest is that of all that was done to the artefact alike, in whichever findings it is told: how far the standby has followed
 * by now splits findings, and must not make another change of it.
 */
function changeOf(finding: Finding, all: readonly Finding[], reading: DriftReading): ProposedChange {
  const { engineId, dialect } = reading;
  const alike = all.filter((other) => alikenessOf(other, reading) === alikenessOf(finding, reading));
  const changes = alike.flatMap(changesOnProduction);
  return {
    finding: finding.id,
    artefact: finding.artefact,
    what: whatOf(changes),
    digest: digestOfFinding({ artefact: finding.artefact, changes }, { engineId, side: "production", dialect }),
  };
}

/** What a preview of the same change would tell apart, too. */
function alikenessOf(finding: Finding, { mayDiffer }: DriftReading): string {
  const { kind, key } = finding.artefact;
  const first = finding.changes.find(({ expected }) => expected === undefined);
  const harmless = first === undefined ? undefined : mayDiffer?.(kind, key, parsePath(first.path));
  return JSON.stringify([finding.explainedBy?.id ?? null, harmless ?? null]);
}

function whatOf(changes: readonly Change[]): ProposedChange["what"] {
  const whole = changes.find(({ path }) => path === "/");
  if (whole === undefined) return "changed";
  if (whole.baseline === null) return "added";
  return whole.production === null ? "removed" : "changed";
}
