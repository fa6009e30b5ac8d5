import { readFileSync, realpathSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseDocument } from "yaml";
import { type EstateEntry, ServiceFile } from "#schemas/service";
import { type NoticeSettings, readSettings, type Settings, settingsFor } from "#services/config";
import { LockstepError } from "#services/core/errors";
import { checkSchema } from "#services/core/policy/check-schema";

/** Where a service lies: its estates, and what belongs to none of them. */
export interface ServiceSettings {
  readonly estates: readonly Settings[];
  /** As read; of a service without a file its one estate and nothing else. */
  readonly file: ServiceFile;
  /** What relative names of the file start from. */
  readonly folder: string;
  /** Where the embedded queue and what else is the service's own lies; never an estate's results. */
  readonly dataFolder: string;
  readonly queueUrl: string | undefined;
  readonly logLevel: Settings["logLevel"];
  readonly environment: NodeJS.ProcessEnv;
}

interface From {
  readonly cwd: string;
  readonly environment: NodeJS.ProcessEnv;
  /** The estate that the command line names. */
  readonly estate?: string | undefined;
  /** The service file that the command line names. Default: that of LOCKSTEP_SERVICE_FILE. */
  readonly service?: string | undefined;
}

/**
 * Finds what a service serves: the estates of its file, or without one the estate that the command line, the environment or the folder names.
 *
 * @throws LockstepError `service-invalid`; `estate-not-found` for the one estate of a service without a file
 */
export function readServiceSettings(from: From): ServiceSettings {
  const { cwd, environment } = from;
  const named = from.service ?? environment["LOCKSTEP_SERVICE_FILE"];
  if (named === undefined || named === "") {
    const settings = readSettings(from);
    const { folder, dataFolder, queueUrl, logLevel } = settings;
    return {
      estates: [settings],
      file: { estates: [{ folder }] },
      ...{ folder, dataFolder, queueUrl, logLevel, environment },
    };
  }
  const path = resolve(cwd, named);
  const folder = dirname(path);
  const file = readServiceFile(path);
  const isAlone = file.estates.length === 1;
  const notices = noticeSettings(file, folder, environment);
  const estates = file.estates.map((entry) => ({
    ...estateSettings(entry, { folder, environment, isAlone }),
    notices,
  }));
  assertOwn(estates, "folder", (each) => each.folder);
  assertOwn(estates, "data folder", (each) => each.dataFolder);
  assertOwn(estates, "mask key", (each) => each.maskKeyFile);
  assertOwn(estates, "signing key", (each) => each.signingKeyFile);
  assertOwn(estates, "book of people", (each) => each.peopleFolder);
  const [first] = estates;
  return {
    estates,
    file,
    folder,
    dataFolder: resolve(folder, environment["LOCKSTEP_DATA"] ?? ".lockstep-service"),
    queueUrl: environment["LOCKSTEP_QUEUE_URL"],
    logLevel: first?.logLevel ?? "info",
    environment,
  };
}

function readServiceFile(path: string): ServiceFile {
  const document = parseDocument(readText(path), { version: "1.2", uniqueKeys: true });
  const [error] = document.errors;
  if (error !== undefined) {
    const line = error.linePos?.[0]?.line ?? 1;
    throw new LockstepError("service-invalid", `${path} is not YAML at line ${line}.`);
  }
  const value: unknown = document.toJS({ maxAliasCount: 10 });
  const problems = checkSchema(value, ServiceFile);
  if (problems.length === 0) return value as ServiceFile;
  const told = problems.map(({ path: at, message }) => `${at} ${message}`).join("; ");
  throw new LockstepError("service-invalid", `${path}: ${told}.`);
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new LockstepError("service-invalid", `${path} cannot be read.`, { cause });
  }
}

interface Around {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Whether it is the only estate of the service. */
  readonly isAlone: boolean;
}

function estateSettings(entry: EstateEntry, around: Around): Settings {
  const { folder, isAlone } = around;
  const dataFolder = entry.data === undefined ? undefined : resolve(folder, entry.data);
  const given = {
    ...environmentOf(entry, around),
    ...(dataFolder === undefined ? {} : { LOCKSTEP_DATA: dataFolder }),
    ...named("LOCKSTEP_MASK_KEY_FILE", entry.maskKeyFile, folder),
    ...named("LOCKSTEP_SIGNING_KEY_FILE", entry.signingKeyFile, folder),
    ...named("LOCKSTEP_LEDGER_MARK", entry.ledgerMark, folder),
  };
  const settings = settingsFor(resolve(folder, entry.folder), given);
  const folders = (entry.folders ?? []).map((each) => resolve(folder, each));
  return isAlone ? settings : { ...settings, confinement: { folders, commands: entry.commands ?? [] } };
}

/** Of the service's variables an estate gets to know the one that its mail needs. */
function noticeSettings(
  { mail, publicUrl }: ServiceFile,
  folder: string,
  environment: NodeJS.ProcessEnv,
): NoticeSettings {
  const name = mail?.password?.env;
  const value = name === undefined ? undefined : environment[name];
  return { mail, publicUrl, folder, environment: name === undefined || value === undefined ? {} : { [name]: value } };
}

/** What names one estate's keys and folders must not reach another: of several each has its own, or none. */
const OF_ONE_ESTATE = [
  "LOCKSTEP_ESTATE",
  "LOCKSTEP_DATA",
  "LOCKSTEP_MASK_KEY_FILE",
  "LOCKSTEP_SIGNING_KEY_FILE",
  "LOCKSTEP_LEDGER_MARK",
  "LOCKSTEP_PEOPLE",
];

/** What every estate sees beside its own: what programs need, and how Lockstep itself behaves. */
const SHARED =
  /^(?:PATH|HOME|USER|LOGNAME|LANG|LC_.*|TZ|TMPDIR|TEMP|TMP|SystemRoot|NODE_.*|LOCKSTEP_.*|(?:https?|no|all)_proxy|(?:HTTPS?|NO|ALL)_PROXY|SSH_AUTH_SOCK)$/;

function environmentOf({ environmentPrefix }: EstateEntry, { environment, isAlone }: Around): NodeJS.ProcessEnv {
  const entries = Object.entries(environment).filter(([name]) => !OF_ONE_ESTATE.includes(name));
  if (environmentPrefix === undefined && isAlone) return Object.fromEntries(entries);
  const shared = entries.filter(([name]) => SHARED.test(name));
  if (environmentPrefix === undefined) return Object.fromEntries(shared);
  const own = entries.filter(([name]) => name.startsWith(environmentPrefix));
  return Object.fromEntries([...shared, ...own.map(([name, value]) => [name.slice(environmentPrefix.length), value])]);
}

function named(name: string, path: string | undefined, folder: string): NodeJS.ProcessEnv {
  return path === undefined ? {} : { [name]: resolve(folder, path) };
}

/** Two estates that share a key or a folder are one to whoever holds it. */
function assertOwn(estates: readonly Settings[], what: string, of: (estate: Settings) => string): void {
  const seen = new Set<string>();
  for (const estate of estates) {
    const place = realOf(of(estate));
    if (seen.has(place)) throw new LockstepError("service-invalid", `Two estates have the same ${what}: ${place}.`);
    seen.add(place);
  }
}

function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // What is not there yet is told when it is opened.
    return join(path);
  }
}
