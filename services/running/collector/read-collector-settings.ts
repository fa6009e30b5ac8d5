import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseDocument } from "yaml";
import { CollectorFile } from "#schemas/collector-file";
import type { EngineNode } from "#schemas/estate";
import { LockstepError } from "#services/core/errors";
import { checkSchema } from "#services/core/policy/check-schema";

/** What a collector knows of itself before it asks anybody. */
export interface CollectorSettings extends Omit<CollectorFile, "data"> {
  /** Relative files, here and in the plan, start from it. */
  readonly folder: string;
  readonly dataFolder: string;
  readonly maskKeyFile: string;
  readonly signingKeyFile: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** Reads `collector.yaml`; `server` takes the place of its own. @throws LockstepError `service-invalid` naming every problem */
export function readCollectorSettings(from: {
  readonly cwd: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly file: string;
  readonly server?: string | undefined;
}): CollectorSettings {
  const path = resolve(from.cwd, from.file);
  const value = parseYaml(path);
  const problems = checkSchema(value, CollectorFile);
  if (problems.length > 0) throw invalid(problems.map((found) => `${path} ${found.path} ${found.message}.`).join(" "));
  const file = value as CollectorFile;
  const folder = dirname(path);
  const dataFolder = resolve(folder, file.data ?? "data");
  const { data: _data, ...rest } = file;
  return {
    ...rest,
    server: from.server ?? file.server,
    folder,
    dataFolder,
    maskKeyFile: resolve(folder, file.maskKeyFile ?? join(dataFolder, "keys", "mask")),
    signingKeyFile: resolve(folder, file.signingKeyFile ?? join(dataFolder, "keys", "signing")),
    environment: from.environment,
  };
}

/** The token that is shown to the service. @throws LockstepError `credential-missing` */
export function readToken({ tokenEnv, tokenFile, folder, environment }: CollectorSettings): string {
  const token = tokenEnv === undefined ? readSecretFile(tokenFile, folder) : environment[tokenEnv];
  if (token !== undefined && /^[\x21-\x7e]{1,4096}$/.test(token)) return token;
  const where = tokenEnv ?? tokenFile ?? "tokenEnv or tokenFile in collector.yaml";
  throw new LockstepError("credential-missing", `The collector's token is not set: set ${where}.`, {
    remedy: "Have an administrator of the service make a token for a collector, and put it there.",
  });
}

/** Files of the way to a machine, as they are named on this one. */
export function onThisMachine<T extends Pick<EngineNode, "tls" | "via">>(node: T, folder: string): T {
  const { tls, via } = node;
  const at = (file: string): string => resolve(folder, file);
  const trust = tls?.caFile === undefined ? tls : { ...tls, caFile: at(tls.caFile) };
  const ssh = via?.ssh;
  const jump = ssh && {
    ...ssh,
    ...(ssh.identityFile === undefined ? {} : { identityFile: at(ssh.identityFile) }),
    ...(ssh.knownHostsFile === undefined ? {} : { knownHostsFile: at(ssh.knownHostsFile) }),
  };
  return {
    ...node,
    ...(trust === undefined ? {} : { tls: trust }),
    ...(jump === undefined ? {} : { via: { ...via, ssh: jump } }),
  };
}

function readSecretFile(file: string | undefined, folder: string): string | undefined {
  if (file === undefined) return undefined;
  try {
    return readFileSync(resolve(folder, file), "utf8").trim();
  } catch (cause) {
    throw new LockstepError("credential-missing", `The collector's token cannot be read from ${file}.`, { cause });
  }
}

function parseYaml(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    throw new LockstepError("usage", `${path} cannot be read: it says which service this collector hands in to.`, {
      cause,
    });
  }
  const document = parseDocument(text, { version: "1.2", uniqueKeys: true });
  if (document.errors.length > 0) throw invalid(`${path} is not YAML.`);
  return document.toJS({ maxAliasCount: 0 });
}

function invalid(message: string): LockstepError {
  return new LockstepError("service-invalid", message, {
    remedy: "Mend collector.yaml: docs/configuration.md says what stands in it.",
  });
}
