import canonicalize from "canonicalize";
import type { ProposalCause } from "#schemas/change-proposal";
import type { ReviewDecision } from "#schemas/review-decision";
import { compareText } from "../text/compare-text.js";
import { digestOf } from "../text/digest.js";
import type { ArtefactDrift, Standing } from "./gather-drifts.js";
import { proposalKey } from "./proposal-key.js";
import type { Answer, Settled } from "./recall-decision.js";

/** A drift with what is asked for it, or was answered. */
export interface AnsweredDrift {
  readonly drift: ArtefactDrift;
  readonly answer: Answer;
}

/** Drifts of one cause and one authority, of which one and the same is asked. */
export interface DriftGroup {
  readonly key: string;
  readonly kind: "adopt" | "restore";
  /** `null`: it waits for a decision. */
  readonly settled: Settled | null;
  /** Where it is settled, by what; each once, in no order. */
  readonly decisions: readonly ReviewDecision[];
  readonly cause: ProposalCause;
  readonly drifts: readonly ArtefactDrift[];
}

/** So many artefacts changed alike are a pattern. */
const ALIKE = 3;

/** Of so many patterns a person still sees what they have in common; what more there are goes by its flow. */
const MAX_PATTERNS = 5;

/** Groups drifts by ticket, or else by what was changed alike in several artefacts, or else by flow. The order does not matter. */
export function groupDrifts(answered: readonly AnsweredDrift[]): readonly DriftGroup[] {
  const patterns = findPatterns(answered);
  const groups = new Map<string, { part: Part; cause: Cause; members: AnsweredDrift[] }>();
  for (const one of answered) {
    const part = partOf(one);
    const cause = causeOf(one, patterns);
    const key = keyOf(part, cause);
    const group = groups.get(key) ?? { part, cause, members: [] };
    group.members.push(one);
    if (compareText(cause.name, group.cause.name) < 0) group.cause = cause;
    groups.set(key, group);
  }
  return [...groups].map(([key, { part, cause, members }]) => ({
    key,
    kind: part.kind,
    settled: part.settled,
    decisions: [...new Set(members.flatMap(({ answer }) => ("settled" in answer ? [answer.decision] : [])))],
    cause: { by: cause.by, name: cause.name },
    drifts: members.map(({ drift }) => drift),
  }));
}

/** What is never mixed in one proposal. */
interface Part {
  readonly kind: "adopt" | "restore";
  readonly settled: Settled | null;
  readonly standing: Standing;
}

function partOf({ drift: { standing }, answer }: AnsweredDrift): Part {
  if ("ask" in answer) return { kind: answer.ask, settled: null, standing };
  return { kind: answer.settled === "declined" ? "adopt" : "restore", settled: answer.settled, standing };
}

interface Cause extends ProposalCause {
  /** What tells it from others of the same name. */
  readonly identity?: string;
}

function keyOf({ kind, settled, standing }: Part, { by, name, identity }: Cause): string {
  const asked =
    settled === null ? (kind === "adopt" ? [] : ["restore"]) : [settled === "declined" ? "declined" : "agreed"];
  const words = [...asked, ...(standing === "authorised" ? [] : [standing])];
  return proposalKey({ words, by, name, ...(identity === undefined ? {} : { identity }) });
}

function causeOf(one: AnsweredDrift, patterns: ReadonlySet<string>): Cause {
  const { ticket, findings } = one.drift;
  if (ticket !== null) return { by: "ticket", name: ticket };
  const pattern = patternOf(one);
  if (patterns.has(pattern)) return { by: "pattern", name: firstPath(one.drift), identity: contentOf(one.drift) };
  return { by: "flow", name: findings[0]?.flow ?? "" };
}

function firstPath({ done }: ArtefactDrift): string {
  return done.map(({ path }) => path).sort(compareText)[0] ?? "/";
}

/** The largest patterns among what no ticket speaks for. */
function findPatterns(answered: readonly AnsweredDrift[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const one of answered) {
    if (one.drift.ticket !== null) continue;
    const pattern = patternOf(one);
    counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
  }
  const found = [...counts].filter(([, count]) => count >= ALIKE);
  const largest = found.sort(([a, many], [b, more]) => more - many || compareText(a, b)).slice(0, MAX_PATTERNS);
  return new Set(largest.map(([pattern]) => pattern));
}

function patternOf(one: AnsweredDrift): string {
  return JSON.stringify([partOf(one), contentOf(one.drift)]);
}

/** The same for two artefacts where the same was done to both. */
function contentOf({ done }: ArtefactDrift): string {
  const steps = done.map(({ path, baseline, production }) => JSON.stringify([path, baseline, production]));
  return digestOf(canonicalize([...new Set(steps)].sort(compareText)) ?? "");
}
