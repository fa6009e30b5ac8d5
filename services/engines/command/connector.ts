import { basename, isAbsolute } from "node:path";
import type { CommandSource } from "#schemas/command-source";
import type { EngineNode } from "#schemas/estate";
import { LockstepError, remedyOfCode } from "#services/core/errors";
import { sha256 } from "#services/core/text/digest";
import type { Connector, Diagnosis, ReadRequest, ReadStep } from "#services/ports/connector";
import { isPlainName } from "#services/wire/ssh-options";
import { diagnosePack } from "../files/diagnose-pack.js";
import { DEFAULT_FILE_LIMITS, type FileLimits } from "../files/file-limits.js";
import { type FilePacks, findPack, packProblem } from "../files/file-packs.js";
import { lookAtFiles } from "../files/look-at-files.js";
import { startPatience } from "../files/patience.js";
import { readSource } from "../files/read-source.js";
import type { SourceWay } from "../files/source-remedies.js";
import { withRemedies } from "../files/with-remedies.js";
import { openCommand, takesFolder } from "./open-command.js";

export interface CommandConnectorOptions {
  readonly packs: FilePacks;
  readonly limits?: Partial<FileLimits>;
}

/** Reads engines through a registered command: what it prints, or the files that it writes. */
export function createCommandConnector(options: CommandConnectorOptions): Connector {
  return {
    product: "command",
    readRequests: [],
    nodeProblems: (node) => problemsOf(node, options.packs),
    read: (request) => readCommand(request, options),
    diagnose: (request) => diagnoseCommand(request, options),
  };
}

function problemsOf({ command }: EngineNode, packs: FilePacks): readonly string[] {
  if (command === undefined) return ["command is missing"];
  const { argv, ssh } = command;
  const pack = packProblem(command, packs);
  return [
    ...(pack === undefined ? [] : [`command: ${pack}`]),
    ...(ssh !== undefined || isAbsolute(argv[0] ?? "") ? [] : ["command.argv must begin with an absolute path"]),
    ...(ssh === undefined || !takesFolder(command)
      ? []
      : ["command: {output} is a folder here, not on another machine"]),
    ...(ssh === undefined || [ssh.host, ssh.user ?? "x"].every(isPlainName)
      ? []
      : ["command.ssh holds a name that no host or user has"]),
  ];
}

async function* readCommand(
  request: ReadRequest,
  { packs, limits }: CommandConnectorOptions,
): AsyncGenerator<ReadStep> {
  const { node } = request;
  const { command } = node;
  const [problem] = problemsOf(node, packs);
  const pack = command === undefined ? undefined : findPack(command, packs);
  if (command === undefined || pack === undefined || problem !== undefined) {
    throw new LockstepError("estate-invalid", `${node.id}: ${problem ?? "command is missing"}.`);
  }
  const timeoutMs = (command.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS) * 1000;
  const { maxFileBytes } = { ...DEFAULT_FILE_LIMITS, ...limits };
  const effective = {
    ...DEFAULT_FILE_LIMITS,
    ...limits,
    connectTimeoutMs: timeoutMs,
    maxFileBytes: Math.max(maxFileBytes, command.maxBytes ?? 0),
  };
  const patience = startPatience(request, effective.silenceTimeoutMs);
  patience.check();
  const open = (): ReturnType<typeof openCommand> =>
    openCommand(command, { nodeId: node.id, timeoutMs, signal: patience.signal, limits: effective });
  const place = `what ${command.argv[0] ?? "the command"} gives`;
  const about = { pack, source: {}, label: "", place, command: nameOf(command) };
  const reading = { request, limits: effective, patience, ...about, open };
  yield { type: "facts", facts: yield* withRemedies(readSource(reading), wayOf(command)) };
}

const DEFAULT_TIMEOUT_SECONDS = 60;

function wayOf({ ssh }: CommandSource): SourceWay {
  return ssh === undefined ? "command" : "ssh-command";
}

/** The registered command and its version: who changes an argument, changes that. The arguments themselves may hold a secret. */
function nameOf(command: CommandSource): string {
  const version = sha256(JSON.stringify([command.argv, command.ssh?.host ?? null])).slice(0, 12);
  return `${command.id ?? basename(command.argv[0] ?? "command")} ${version}`;
}

/** Runs it as a check would: nothing less tells whether it works. */
async function diagnoseCommand(request: ReadRequest, options: CommandConnectorOptions): Promise<readonly Diagnosis[]> {
  const problems = problemsOf(request.node, options.packs);
  if (problems.length > 0) {
    const remedy = "Mend estate.yaml; docs/configuration.md says what each entry is for.";
    return problems.map((message) => ({ check: "address", state: "failed", message, remedy }));
  }
  const found: Diagnosis[] = [];
  const look = lookAtFiles(options.packs);
  const paths: string[] = [];
  let files = 0;
  try {
    for await (const step of readCommand(request, options)) {
      if (step.type === "item") {
        const fault = look.faultOf(step.item);
        paths.push(step.item.origin);
        if (fault === undefined) files += 1;
        else found.push(failed(fault));
      }
      if (step.type === "unread") found.push(failed(step));
    }
    found.push({
      check: "command",
      state: "ok",
      message: `The command ran; ${files === 1 ? "1 file was" : `${files} files were`} read.`,
    });
    found.push(...diagnosePack(request.node.command ?? {}, look, paths, options.packs));
  } catch (error) {
    if (!(error instanceof LockstepError)) throw error;
    found.push(failed(error));
  }
  return found;
}

function failed({
  code,
  message,
  remedy,
}: Pick<Extract<ReadStep, { type: "unread" }>, "code" | "message" | "remedy">): Diagnosis {
  return { check: "command", state: "failed", message, remedy: remedy ?? remedyOfCode(code) };
}
