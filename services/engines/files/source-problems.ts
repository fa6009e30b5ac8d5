import { isAbsolute } from "node:path";
import type { EngineNode } from "#schemas/estate";
import type { FileSource } from "#schemas/file-source";
import { type FilePacks, packProblem } from "./file-packs.js";
import { labelOf } from "./label-of.js";

/** What the sources of a node lack or have too much, each as one clause. */
export function sourceProblems(node: EngineNode, packs: FilePacks): readonly string[] {
  const sources = node.files ?? [];
  const labels = sources.map((source) => labelOf(source, sources.length));
  const repeated = labels.filter((label, index) => labels.indexOf(label) < index);
  return [
    ...sources.flatMap((source, index) => problemsOf(source, packs).map((problem) => `files[${index}]: ${problem}`)),
    ...[...new Set(repeated)].map((label) => `files: '${label}' names two sources: give each a name of its own`),
  ];
}

function problemsOf(source: FileSource, packs: FilePacks): string[] {
  const ways = [source.path, source.sftp, source.git].filter((way) => way !== undefined);
  const pack = packProblem(source, packs);
  return [
    ...(ways.length === 1 ? [] : ["one of path, sftp and git must be given"]),
    ...(pack === undefined ? [] : [pack]),
    ...(source.path === undefined || isAbsolute(source.path) ? [] : ["path must be absolute"]),
    ...sftpProblems(source.sftp),
  ];
}

function sftpProblems(sftp: FileSource["sftp"]): string[] {
  if (sftp === undefined) return [];
  return [
    ...(sftp.user === undefined ? ["sftp.user is missing"] : []),
    ...(sftp.fingerprint === undefined && sftp.knownHostsFile === undefined
      ? ["sftp needs fingerprint or knownHostsFile: a server whose key is not known is not read"]
      : []),
  ];
}
