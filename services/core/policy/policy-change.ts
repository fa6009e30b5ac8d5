import { compareText } from "../text/compare-text.js";
import { digestOf } from "../text/digest.js";

/** A commit of `main` that touched a governed file. */
export interface GovernedCommit {
  readonly commit: string;
  /** Committer date, ISO 8601. */
  readonly at: string;
  readonly author: string;
  readonly message: string;
}

/** Governed files at a commit of `main`. */
export interface GovernedState {
  readonly commit: string;
  readonly files: ReadonlyMap<string, string>;
}

/** What a record of the type `policy-changed` says. */
export interface PolicyChange {
  /** Commits of `main`. */
  readonly from: string;
  readonly to: string;
  /** Digests of the text; `null` where there was, or is, no such file. */
  readonly files: readonly { readonly path: string; readonly before: string | null; readonly after: string | null }[];
  /** Oldest first; of very many the newest. */
  readonly commits: readonly {
    readonly commit: string;
    readonly at: string;
    readonly author: string;
    readonly ticket: string | null;
  }[];
  /** Every author of them, with commas. */
  readonly author: string;
  /** Every ticket that their messages name, with commas; `null` where none does. */
  readonly ticket: string | null;
}

const MOST_COMMITS = 100;
const MOST_CHARACTERS = 200;

/** Tells how what is in force differs between two commits of `main`; `undefined` where no governed file does. */
export function policyChangeBetween(
  before: GovernedState,
  after: GovernedState,
  commits: readonly GovernedCommit[],
): PolicyChange | undefined {
  const names = [...new Set([...before.files.keys(), ...after.files.keys()])].sort(compareText);
  const files = names
    .map((path) => ({ path, before: digestAt(before, path), after: digestAt(after, path) }))
    .filter((file) => file.before !== file.after);
  if (files.length === 0) return undefined;
  const told = commits.slice(-MOST_COMMITS).map(({ commit, at, author, message }) => ({
    ...{ commit, at },
    author: cut(author),
    ticket: ticketIn(message),
  }));
  return {
    ...{ from: before.commit, to: after.commit, files, commits: told },
    author: joined(told.map(({ author }) => author)) ?? "unknown",
    ticket: joined(told.flatMap(({ ticket }) => ticket ?? [])),
  };
}

function digestAt({ files }: GovernedState, path: string): string | null {
  const text = files.get(path);
  return text === undefined ? null : digestOf(text);
}

/** As a trailer names it, which Lockstep writes itself, or as a number stands in the text. */
function ticketIn(message: string): string | null {
  const named = /^Ticket: *(\S[^\n]*)$/im.exec(message)?.[1] ?? /\b[A-Z]{2,10}-?\d{2,12}\b/.exec(message)?.[0];
  return named === undefined ? null : cut(named.trim());
}

function joined(texts: readonly string[]): string | null {
  return texts.length === 0 ? null : cut([...new Set(texts)].join(", "));
}

function cut(text: string): string {
  return [...text].slice(0, MOST_CHARACTERS).join("");
}
