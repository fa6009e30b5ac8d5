import type { CommandSource } from "#schemas/command-source";
import type { Engine, EngineNode } from "#schemas/estate";
import type { FileSource } from "#schemas/file-source";
import type { GovernedProblem } from "./governed-problem.js";
import { plainHost } from "./plain-host.js";
import { plainPath } from "./plain-path.js";

/**
 * Finds nodes of one engine that are read from one folder, archive, ref or command: both are then one, which is always in
 * lockstep with itself. Whatever is read of it, and as what. A link to a folder is another name that nobody knows here.
 */
export function findSameFiles(engine: Engine, index: number): GovernedProblem[] {
  const first = new Map<string, string>();
  return engine.nodes.flatMap((node, position) => {
    const told = placesOf(node).flatMap(({ at, place }) => {
      const other = first.get(place);
      if (other === undefined) first.set(place, node.id);
      return other === undefined || other === node.id ? [] : [{ at, other }];
    });
    return told.map(({ at, other }) => ({
      file: "estate.yaml",
      path: `/engines/${index}/nodes/${position}/${at}`,
      message: `is what '${other}' is read from, too`,
      remedy: "Give each node its own: one place read twice is always in lockstep with itself.",
    }));
  });
}

interface Place {
  /** Where in the node's entry it stands. */
  readonly at: string;
  /** The same text for the same place, however that is written. */
  readonly place: string;
}

function placesOf({ files = [], command }: EngineNode): readonly Place[] {
  const places = files.flatMap((source, index) => {
    const place = placeOf(source);
    return place === undefined ? [] : [{ at: `files/${index}`, place: JSON.stringify(place) }];
  });
  return command === undefined ? places : [...places, { at: "command", place: JSON.stringify(waysOf(command)) }];
}

function placeOf({ path, sftp, git }: FileSource): readonly unknown[] | undefined {
  if (path !== undefined) return ["path", plainPath(path)];
  if (sftp !== undefined) {
    const folder = plainPath(sftp.path);
    const home = folder.startsWith("/") ? "" : (sftp.user ?? "");
    return ["sftp", plainHost(sftp.host), sftp.port ?? 22, folder, home];
  }
  if (git === undefined) return undefined;
  return [
    "git",
    plainRepository(git.repository),
    git.ref.replace(/^(?:refs\/)?heads\//, ""),
    plainPath(git.path ?? ""),
  ];
}

function plainRepository(repository: string): string {
  if (!URL.canParse(repository) || !/^\w{2,}:\/\//.test(repository)) return plainPath(repository);
  const { protocol, username, hostname, port, pathname } = new URL(repository);
  const path = plainPath(pathname).replace(/\.git$/, "");
  return JSON.stringify([protocol, username, plainHost(hostname), port, path]);
}

/** An account may be an installation of its own; a key only opens the door. */
function waysOf({ argv, ssh }: CommandSource): readonly unknown[] {
  const way = ssh === undefined ? [] : [plainHost(ssh.host), ssh.port ?? 22, ssh.user ?? ""];
  return ["command", argv, way];
}
