import type { ReadStep } from "#services/ports/connector";
import type { ListedFile, RefusedEntry } from "./file-folder.js";
import type { Selection } from "./select-files.js";

const REASONS: Readonly<Record<RefusedEntry["reason"], readonly [code: string, message: string]>> = {
  link: [
    "answer-unexpected",
    "is a link; links are not followed. Name what it points to, or leave it out with exclude.",
  ],
  special: ["answer-unexpected", "is neither a file nor a folder. Leave it out with exclude."],
  unreadable: ["rights-narrowed", "may not be read by this account."],
  "unsafe-name": ["answer-unexpected", "holds a name that no file should have. Leave it out with exclude."],
};

const MAX_TOLD = 20;

/** Says of what was meant to be read and is not looked at, why. */
export function tellRefused(
  refused: readonly RefusedEntry[],
  selection: Selection,
  source: string,
): readonly ReadStep[] {
  const isMeant = ({ path, reason }: RefusedEntry): boolean =>
    reason === "unsafe-name" ||
    selection.isRead(path) ||
    selection.mayHoldFiles(path) ||
    (reason === "unreadable" && selection.isEntered(path));
  const told = refused.filter(isMeant).map(({ path, reason }) => {
    const [code, message] = REASONS[reason];
    return unread(source, code, `${JSON.stringify(path)} ${message}`);
  });
  return shorten(told, source);
}

/** Says what came, went or changed between two listings. */
export function tellChanges(
  before: readonly ListedFile[],
  after: readonly ListedFile[],
  source: string,
): readonly ReadStep[] {
  const now = new Map(after.map((file) => [file.path, file]));
  const then = new Set(before.map(({ path }) => path));
  const changed = before.flatMap(({ path, bytes, state }) => {
    const file = now.get(path);
    if (file === undefined) return [`${JSON.stringify(path)} went away while the files were read.`];
    const isSame = file.bytes === bytes && file.state === state;
    return isSame ? [] : [`${JSON.stringify(path)} changed while the files were read.`];
  });
  const added = after.filter(({ path }) => !then.has(path)).map(({ path }) => `${JSON.stringify(path)} is new.`);
  return shorten(
    [...changed, ...added].map((message) => unread(source, "answer-truncated", message)),
    source,
  );
}

function shorten(told: readonly ReadStep[], source: string): readonly ReadStep[] {
  if (told.length <= MAX_TOLD) return told;
  const rest = `and ${told.length - MAX_TOLD} more.`;
  return [...told.slice(0, MAX_TOLD), unread(source, "answer-unexpected", rest)];
}

function unread(source: string, code: string, message: string): ReadStep {
  return { type: "unread", source, code, message };
}
