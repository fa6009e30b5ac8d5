import type { Hub } from "./hub.js";

const PLACES = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];

interface OwnersLine {
  readonly line: number;
  readonly source: string;
  readonly pattern: string;
  readonly owners: readonly string[];
}

export interface OwnersFile {
  readonly path: string;
  readonly lines: readonly OwnersLine[];
}

/** The owners file of a branch: the first of the three places that has one. */
export async function readOwnersFile(hub: Hub, branch: string): Promise<OwnersFile | undefined> {
  for (const path of PLACES) {
    const text = await hub.git.readFile(`refs/heads/${branch}`, path);
    if (text !== undefined) return { path, lines: text.split("\n").flatMap(readLine) };
  }
  return undefined;
}

function readLine(source: string, at: number): readonly OwnersLine[] {
  const [pattern = "", ...owners] = source.replace(/#.*$/, "").trim().split(/\s+/);
  return pattern === "" ? [] : [{ line: at + 1, source, pattern, owners }];
}

/** What GitHub does not understand in the file. */
export function ownersErrors(hub: Hub, { path, lines }: OwnersFile): readonly Readonly<Record<string, unknown>>[] {
  return lines.flatMap(({ line, source, owners }) =>
    owners.flatMap((owner) => {
      const kind = problemOf(hub, owner);
      if (kind === undefined) return [];
      const column = source.indexOf(owner) + 1;
      const message = `${kind} on line ${line}: make sure ${owner} exists and has write access to the repository\n\n  ${source}\n  ^`;
      return [
        { line, column, source, kind, suggestion: `make sure ${owner} exists and has write access`, message, path },
      ];
    }),
  );
}

function problemOf(hub: Hub, owner: string): string | undefined {
  if (!owner.startsWith("@")) return owner.includes("@") ? undefined : "Invalid owner";
  const name = owner.slice(1);
  if (name.includes("/"))
    return ["write", "admin"].includes(hub.teams.get(name)?.role ?? (hub.teams.has(name) ? "write" : "none"))
      ? undefined
      : "Unknown owner";
  return hub.mayWrite(name) ? undefined : "Unknown owner";
}

/** By each path, who owns it: the last pattern that fits. */
export function ownersOf({ lines }: OwnersFile, path: string): readonly string[] {
  return lines.findLast(({ pattern }) => fits(pattern, path))?.owners ?? [];
}

function fits(pattern: string, path: string): boolean {
  const anchored = pattern.startsWith("/") || pattern.slice(0, -1).includes("/");
  const source = pattern
    .replace(/^\//, "")
    .replace(/\/$/, "/**")
    .replaceAll(/[.+^${}()|[\]\\?]/g, "\\$&")
    .replaceAll("**", "\u0000")
    .replaceAll("*", "[^/]*")
    .replaceAll("\u0000", ".*");
  return new RegExp(`^${anchored ? "" : "(.*/)?"}${source}(/.*)?$`).test(path);
}

/** Whether one of the owners is a person, or a team that the person belongs to. */
export function isOwner(hub: Hub, owners: readonly string[], login: string): boolean {
  return owners.some(
    (owner) => owner === `@${login}` || (hub.teams.get(owner.slice(1))?.members ?? []).includes(login),
  );
}
