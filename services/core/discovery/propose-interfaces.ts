import type { ArtefactPattern, InterfaceRule } from "#schemas/policy";
import { matchesGlob } from "#services/core/text/match-glob";
import { type FlowGuess, guessFlow, wordsOf } from "./guess-flow.js";

/** An artefact that carries messages, as far as a guess needs it. */
export interface InterfaceCandidate {
  readonly kind: string;
  readonly key: string;
  readonly name: string;
  /** Its scripts and values, for message types. */
  readonly texts: Iterable<string>;
}

/** A rule as it may stand in `policy/interfaces.yaml`, with what it rests on. */
export interface ProposedInterface {
  readonly rule: InterfaceRule;
  readonly guess: FlowGuess;
  /** What it matches now, in order of name. */
  readonly covers: readonly InterfaceCandidate[];
}

export interface ProposedInterfaces {
  readonly rules: readonly ProposedInterface[];
  /** What nothing gave away: policy's fallback holds for them. */
  readonly unknown: readonly InterfaceCandidate[];
}

/**
 * Proposes a rule for every interface whose flow can be guessed: one for those whose names begin with the same telling word,
 * one each for the others. The same interfaces give the same rules, in whatever order they come.
 */
export function proposeInterfaces(
  engineId: string,
  owner: string,
  candidates: readonly InterfaceCandidate[],
): ProposedInterfaces {
  const sorted = [...candidates].sort((a, b) => compareBy(a.name, b.name) || compareBy(a.key, b.key));
  const guesses = new Map(sorted.map((candidate) => [candidate, guessFlow(candidate.name, candidate.texts)]));
  const rules: ProposedInterface[] = [];
  const covered = new Set<InterfaceCandidate>();
  for (const [candidate, guess] of guesses) {
    if (guess === undefined || covered.has(candidate)) continue;
    const group = findGroup(candidate, guess, guesses);
    const covers = group?.covers ?? [candidate];
    for (const one of covers) covered.add(one);
    const match = { engine: engineId, kind: candidate.kind, ...(group?.match ?? matchOne(candidate, sorted)) };
    rules.push({ rule: { match, tier: guess.tier, flow: guess.flow, owner, meaning: guess.meaning }, guess, covers });
  }
  rules.sort((a, b) => a.rule.tier - b.rule.tier);
  return { rules, unknown: sorted.filter((candidate) => guesses.get(candidate) === undefined) };
}

function compareBy(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

interface Group {
  readonly match: ArtefactPattern;
  readonly covers: readonly InterfaceCandidate[];
}

/** Names that begin alike with the word that gave them away, and no name besides them that the pattern would take along. */
function findGroup(
  candidate: InterfaceCandidate,
  guess: FlowGuess,
  guesses: ReadonlyMap<InterfaceCandidate, FlowGuess | undefined>,
): Group | undefined {
  const [, prefix] = /^([^\s_\-.:/]+[\s_\-.:/])./su.exec(candidate.name) ?? [];
  if (prefix === undefined || /[*?]/.test(prefix) || !wordsOf(prefix).includes(guess.word)) return undefined;
  const name = `${prefix}*`;
  const covers = [...guesses.keys()].filter((other) => other.kind === candidate.kind && matchesGlob(name, other.name));
  const alike = covers.every((other) => guesses.get(other)?.flow === guess.flow);
  return covers.length > 1 && alike ? { match: { name }, covers } : undefined;
}

/** By name, unless the name would match another as well. */
function matchOne(candidate: InterfaceCandidate, all: readonly InterfaceCandidate[]): ArtefactPattern {
  const { kind, key, name } = candidate;
  const matches = all.filter((other) => other.kind === kind && matchesGlob(name, other.name));
  return matches.length === 1 && name !== "" ? { name } : { key };
}
