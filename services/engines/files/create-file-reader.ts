import type { EngineNode } from "#schemas/estate";
import type { FileSource } from "#schemas/file-source";
import { mergeFacts } from "#services/core/artefact/merge-facts";
import { LockstepError, remedyOfCode } from "#services/core/errors";
import type { Diagnosis, ReadRequest, ReadStep } from "#services/ports/connector";
import { diagnosePack } from "./diagnose-pack.js";
import type { FileFolder } from "./file-folder.js";
import { DEFAULT_FILE_LIMITS, type FileLimits } from "./file-limits.js";
import { type FilePacks, findPack } from "./file-packs.js";
import { labelOf } from "./label-of.js";
import { lookAtFiles } from "./look-at-files.js";
import { openSource } from "./open-source.js";
import { type Patience, startPatience } from "./patience.js";
import { readSource, type SourceFacts } from "./read-source.js";
import { sourceProblems } from "./source-problems.js";
import { placeOf, wayOf } from "./source-remedies.js";
import { toUnread, withRemedies } from "./with-remedies.js";

/** Reads the sources of files of a node, whatever the node is. */
export interface FileReader {
  problems(node: EngineNode): readonly string[];
  /** @throws LockstepError of family upstream, where a node has one source alone; else it is told as not read */
  read(request: ReadRequest): AsyncGenerator<ReadStep>;
  diagnose(request: ReadRequest): Promise<readonly Diagnosis[]>;
}

export interface FileReaderOptions {
  readonly packs: FilePacks;
  readonly limits?: Partial<FileLimits>;
  /** Stands between a read and a source, for example to stage a fault. */
  readonly observe?: (folder: FileFolder) => FileFolder;
}

export function createFileReader(options: FileReaderOptions): FileReader {
  return {
    problems: (node) => sourceProblems(node, options.packs),
    read: (request) => readSources(request, options),
    diagnose: (request) => diagnoseSources(request, options),
  };
}

/** @param refused what a server refused already, by account: it is not offered again, since accounts are locked for that */
async function* readSources(
  request: ReadRequest,
  options: FileReaderOptions,
  refused = new Map<string, LockstepError>(),
): AsyncGenerator<ReadStep> {
  const sources = request.node.files ?? [];
  const patience = startPatience(request, limitsOf(options).silenceTimeoutMs);
  patience.check();
  let facts: SourceFacts = { counts: {} };
  for (const source of sources) {
    try {
      const earlier = refused.get(accountOf(source));
      if (earlier !== undefined) throw earlier;
      facts = joinSources(facts, yield* readOne(source, request, patience, options));
    } catch (error) {
      if (!(error instanceof LockstepError)) throw error;
      if (error.code === "login-refused") refused.set(accountOf(source), error);
      if (sources.length === 1 || error.code === "aborted") throw error;
      const label = labelOf(source, sources.length);
      yield toUnread(`files/${label}`, error);
    }
  }
  yield { type: "facts", facts };
}

function accountOf({ sftp }: FileSource): string {
  return sftp === undefined ? "" : JSON.stringify([sftp.host, sftp.port, sftp.user, sftp.identityFile]);
}

function readOne(
  source: FileSource,
  request: ReadRequest,
  patience: Patience,
  options: FileReaderOptions,
): AsyncGenerator<ReadStep, SourceFacts> {
  const { node, password } = request;
  const limits = limitsOf(options);
  const pack = findPack(source, options.packs);
  const [problem] = sourceProblems({ ...node, files: [source] }, options.packs);
  if (pack === undefined || problem !== undefined) {
    throw new LockstepError("estate-invalid", `${node.id}: ${problem ?? "a source of files has no rule pack"}.`);
  }
  const open = async (): Promise<FileFolder> => {
    const folder = await openSource(source, { nodeId: node.id, password, limits, signal: patience.signal });
    return options.observe?.(folder) ?? folder;
  };
  const label = labelOf(source, node.files?.length ?? 1);
  const reading = { request, limits, patience, pack, source, label, place: placeOf(source), open };
  return withRemedies(readSource(reading), wayOf(source));
}

function limitsOf({ limits }: FileReaderOptions): FileLimits {
  return { ...DEFAULT_FILE_LIMITS, ...limits };
}

/** Several sources give artefacts of one kind: all of them count. */
function joinSources(a: SourceFacts, b: SourceFacts): SourceFacts {
  const counts = { ...a.counts };
  for (const [kind, count] of Object.entries(b.counts ?? {})) counts[kind] = (counts[kind] ?? 0) + count;
  return { ...mergeFacts(a, b), counts };
}

/** Reads as a check would, and says of each source what was seen and what was not. Never throws for what it finds. */
async function diagnoseSources(request: ReadRequest, options: FileReaderOptions): Promise<readonly Diagnosis[]> {
  const problems = sourceProblems(request.node, options.packs);
  const remedy = "Mend estate.yaml; docs/configuration.md says what each entry is for.";
  if (problems.length > 0) {
    return problems.map((message) => ({ check: "address", state: "failed", message, remedy }));
  }
  const found: Diagnosis[] = [];
  const refused = new Map<string, LockstepError>();
  for (const source of request.node.files ?? []) {
    const one = { ...request, node: { ...request.node, files: [source] } };
    found.push(...(await diagnoseOne(one, options, refused)));
  }
  return found;
}

async function diagnoseOne(
  request: ReadRequest,
  options: FileReaderOptions,
  refused: Map<string, LockstepError>,
): Promise<readonly Diagnosis[]> {
  const found: Diagnosis[] = [];
  const look = lookAtFiles(options.packs);
  const paths: string[] = [];
  let files = 0;
  let leftOut: readonly string[] = [];
  try {
    for await (const step of readSources(request, options, refused)) {
      if (step.type === "item") {
        const fault = look.faultOf(step.item);
        paths.push(step.item.origin);
        if (fault === undefined) files += 1;
        else found.push(failed("reading", fault));
      }
      if (step.type === "facts") leftOut = step.facts.leftOut?.names ?? [];
      if (step.type === "unread") found.push(failed(CHECKS[step.code] ?? "reading", step));
    }
    found.push({ check: "files", state: "ok", message: `${countFiles(files)} read${tellLeftOut(leftOut)}.` });
    for (const source of request.node.files ?? []) found.push(...diagnosePack(source, look, paths, options.packs));
  } catch (error) {
    if (!(error instanceof LockstepError)) throw error;
    found.push(failed(CHECKS[error.code] ?? "reading", error));
  }
  return found;
}

function countFiles(files: number): string {
  return files === 1 ? "1 file was" : `${files} files were`;
}

function tellLeftOut(names: readonly string[]): string {
  return names.length === 0 ? "" : `; left out for their names: ${names.map((name) => `'${name}'`).join(", ")}`;
}

const CHECKS: Readonly<Record<string, string>> = {
  "node-unreachable": "route",
  "certificate-untrusted": "certificate",
  "credential-missing": "login",
  "login-refused": "login",
  "rights-narrowed": "rights",
};

function failed(check: string, { code, message, remedy }: Unread): Diagnosis {
  return { check, state: "failed", message, remedy: remedy ?? remedyOfCode(code) };
}

type Unread = Pick<Extract<ReadStep, { type: "unread" }>, "code" | "message" | "remedy">;
