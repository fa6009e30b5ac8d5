import type { Estate } from "#schemas/estate";

/** What an estate may name of the machine that serves it beside others. */
export interface Confinement {
  /** Absolute folders whose files it may name. */
  readonly folders: readonly string[];
  /** Absolute programs that it may have run. */
  readonly commands: readonly string[];
}

/** Keys of `estate.yaml` whose value names something on the machine that reads it. */
const FILES: ReadonlySet<string> = new Set([
  "passwordFile",
  "identityFile",
  "knownHostsFile",
  "caFile",
  "keyFile",
  "folder",
]);

/**
 * Finds what an `estate.yaml` names on the machine beyond what it may: whoever may commit to one estate must not have another's secrets read and sent
 * to a host of their choice, nor a program run. Gives the path of each, in the order of the file. `resolve` makes a name absolute, without
 * its dots.
 */
export function findUnconfined(
  estate: Estate,
  confinement: Confinement,
  resolve: (name: string) => string,
): readonly string[] {
  const found: string[] = [];
  const isWithin = (name: string): boolean =>
    confinement.folders.some((folder) => resolve(name) === folder || resolve(name).startsWith(`${folder}/`));

  function look(value: unknown, at: string, key: string): void {
    if (typeof value === "string") {
      if (namesFile(value, key, at) && !isWithin(value)) found.push(at);
      return;
    }
    if (typeof value !== "object" || value === null) return;
    if (key === "command" && !mayRun(value, confinement)) found.push(at);
    for (const [inner, item] of Object.entries(value)) look(item, `${at}/${inner}`, Array.isArray(value) ? key : inner);
  }

  look(estate, "", "");
  return found;
}

/** A source's `path` is of this machine, that of an SFTP server or a repository is of theirs; a repository without a scheme is a folder here. */
function namesFile(value: string, key: string, at: string): boolean {
  if (FILES.has(key)) return true;
  if (key === "repository") return at.includes("/git/") && !/^(?:https|ssh):\/\//.test(value);
  if (key === "path") return !/\/(?:sftp|git)\/path$/.test(at);
  return key === "pack";
}

/** Over SSH it runs elsewhere, with a key that is looked at by itself. */
function mayRun(command: object, { commands }: Confinement): boolean {
  if ("ssh" in command) return true;
  const argv: unknown = "argv" in command ? command.argv : undefined;
  const program: unknown = Array.isArray(argv) ? argv[0] : undefined;
  return typeof program === "string" && commands.includes(program);
}
