import type { GovernanceFinding } from "#schemas/review-report";
import { listNames } from "../authorisation/list-names.js";
import { escapeText } from "../text/escape-text.js";
import { matchesGlob } from "../text/match-glob.js";
import { governanceFinding } from "./governance-finding.js";
import { type OwnedPath, type OwnersQuestion, planOwners } from "./owners-plan.js";
import { type OwnersLine, readOwnersFile } from "./read-owners-file.js";

/** What stands on the branch of the estate. */
export interface StandingOwners {
  /** `undefined`: there is no such file. */
  readonly text: string | undefined;
  /** What the host itself says of it, a sentence each. Default: nothing. */
  readonly hostProblems?: readonly string[];
}

const MAX_CHARACTERS = 3_000_000;

/**
 * Judges whether the owners file guards what policy says: every part of the estate has a line with the right owners and nobody
 * else, and no later line takes it away from them. One finding says all that is wrong; a file with more lines than ours is sound.
 */
export function judgeOwnersFile(
  { text, hostProblems = [] }: StandingOwners,
  question: OwnersQuestion,
): readonly GovernanceFinding[] {
  const problems = text === undefined ? ["it is not there"] : findProblems(text, hostProblems, question);
  if (problems.length === 0) return [];
  const message = `The owners file ${escapeText(question.path)} does not guard the estate: ${problems.join("; ")}.`;
  return [governanceFinding("owners-file-broken", message)];
}

function findProblems(text: string, hostProblems: readonly string[], question: OwnersQuestion): readonly string[] {
  if (text.length > MAX_CHARACTERS) return ["it is too large for the host to read"];
  const { roots, shared, critical, unnamed } = planOwners(question);
  const { lines, broken } = readOwnersFile(text);
  const guests = [...new Set(shared.flatMap(({ owners }) => owners))];
  // Parts of the baselines may have owners of their own: those are looked at one by one.
  const wanted = roots.map((root) => (root.path === "baselines" ? { ...root, guests } : root));
  const isGuarded = guardedBy(lines);
  const open = wanted.filter((root) => !isGuarded(root));
  const given = [...shared, ...critical].filter((artefact) => !isGuarded(artefact));
  return [
    ...tell(
      "nobody, or somebody else, owns",
      open.map(({ path }) => path),
    ),
    ...tell(
      "others than policy says own",
      given.map(({ path }) => path),
    ),
    ...tell("not understood is line", broken.map(String)),
    ...tell("policy/review.yaml names whom it cannot hold:", unnamed),
    ...tell("the host says:", hostProblems),
  ];
}

function tell(what: string, names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [`${what} ${escapeText(listNames(names))}`];
}

interface GuardedPath extends OwnedPath {
  /** Who may own parts of it besides. */
  readonly guests?: readonly string[];
}

/**
 * Asks of a path whether the last line for all of it names the right owners, and no later one that may reach into it names
 * anybody else, or nobody.
 */
function guardedBy(lines: readonly OwnersLine[]): (path: GuardedPath) => boolean {
  const coveringOf = indexCovering(lines);
  const known = new Map<string, readonly boolean[]>();
  // Thousands of paths have a handful of owners.
  function nameOnly(allowed: readonly string[]): readonly boolean[] {
    const key = allowed.join(" ");
    const told = known.get(key) ?? lines.map((line) => namesOnly(line, allowed));
    known.set(key, told);
    return told;
  }
  return ({ path, owners, guests = [] }) => {
    const segments = path.split("/");
    const own = nameOnly(owners);
    const welcome = nameOnly([...owners, ...guests]);
    const guard = Math.max(-1, ...coveringOf(segments).filter((index) => own[index] === true));
    if (guard < 0) return false;
    return !lines.some((line, index) => index > guard && welcome[index] !== true && mayReach(line, segments));
  };
}

function namesOnly({ owners }: OwnersLine, allowed: readonly string[]): boolean {
  const known = new Set(allowed.map((owner) => owner.toLowerCase()));
  return owners.length > 0 && owners.every((owner) => known.has(owner.toLowerCase()));
}

/** Which lines surely speak of all of a path: those for it, for a folder above it, or for everything. */
function indexCovering(lines: readonly OwnersLine[]): (path: readonly string[]) => readonly number[] {
  const byPath = new Map<string, number[]>();
  lines.forEach((line, index) => {
    const path = literalOf(line);
    if (path !== undefined) byPath.set(path, [...(byPath.get(path) ?? []).slice(-MAX_REPEATS), index]);
  });
  return (path) =>
    ["", ...path.map((_, depth) => path.slice(0, depth + 1).join("/"))].flatMap((one) => byPath.get(one) ?? []);
}

/** Of a path that is named over and over the last few lines are enough: one of them counts. */
const MAX_REPEATS = 20;

/** The path that a line names with all that is in it, from the top; empty where it names everything. */
function literalOf({ segments, isAnchored }: OwnersLine): string | undefined {
  const [only, ...others] = segments;
  if (only === undefined) return undefined;
  if (others.length === 0 && (only === "**" || (only === "*" && !isAnchored))) return "";
  const named = segments.at(-1) === "**" ? segments.slice(0, -1) : segments;
  return isAnchored && named.every((segment) => !/[*?]/.test(segment)) ? named.join("/") : undefined;
}

/** Perhaps some of it: only what surely leads elsewhere does not. */
function mayReach({ segments, isAnchored }: OwnersLine, path: readonly string[]): boolean {
  if (!isAnchored) return true;
  const wild = segments.indexOf("**");
  const plain = wild < 0 ? segments : segments.slice(0, wild);
  return plain.slice(0, path.length).every((segment, index) => matchesGlob(segment, path[index] ?? ""));
}
