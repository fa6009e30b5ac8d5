import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { EngineNode } from "#schemas/estate";
import type { MailServer } from "#schemas/service";
import { LockstepError } from "#services/core/errors";
import type { Confinement } from "#services/core/policy/find-unconfined";

/** How notices of an estate leave, as the service's own file says it. */
export interface NoticeSettings {
  readonly mail: MailServer | undefined;
  /** Address by which people reach the service. */
  readonly publicUrl: string | undefined;
  /** What relative names start from. */
  readonly folder: string;
  /** The variable that the mail server's password stands in, and no other. */
  readonly environment: NodeJS.ProcessEnv;
}

/** Where an estate lies and what unlocks it. */
export interface Settings {
  /** The working clone that people edit. */
  readonly folder: string;
  /** What is not in Git's hands: the store, the keys. Default `<folder>/.lockstep`. */
  readonly dataFolder: string;
  readonly storeDir: string;
  readonly maskKeyFile: string;
  readonly signingKeyFile: string;
  /** Remembers how far the ledger had come; to be kept out of the store's backup. */
  readonly ledgerMarkFolder: string;
  /** Holds whose pseudonym is whose, and the key they are made with; to be backed up apart from the store. */
  readonly peopleFolder: string;
  /** Where the service's jobs wait, with its password; `undefined`: in the data folder. */
  readonly queueUrl: string | undefined;
  readonly logLevel: LogLevel;
  readonly environment: NodeJS.ProcessEnv;
  /** What it may name of a machine that it shares with other estates; left out: it has the machine for itself. */
  readonly confinement?: Confinement;
  /** Left out: no service's file was read, and no mail leaves. */
  readonly notices?: NoticeSettings;
}

export const DATA_FOLDER = ".lockstep";

/**
 * Finds the estate (`--estate`, LOCKSTEP_ESTATE, or the folder above that holds one) and reads the environment.
 *
 * @throws LockstepError `estate-not-found`
 */
export function readSettings(from: {
  cwd: string;
  environment: NodeJS.ProcessEnv;
  estate?: string | undefined;
}): Settings {
  const named = from.estate ?? from.environment["LOCKSTEP_ESTATE"];
  const folder = named === undefined ? findEstate(resolve(from.cwd)) : resolve(from.cwd, named);
  const settings = settingsFor(folder, from.environment);
  if (existsSync(join(settings.storeDir, "HEAD"))) return settings;
  throw new LockstepError("estate-not-found", `${folder} holds no estate repository.`);
}

/** The settings of an estate in a folder, whether or not one stands there yet. */
export function settingsFor(folder: string, environment: NodeJS.ProcessEnv): Settings {
  const dataFolder = resolve(folder, environment["LOCKSTEP_DATA"] ?? DATA_FOLDER);
  return {
    folder,
    dataFolder,
    storeDir: join(dataFolder, "store.git"),
    maskKeyFile: environment["LOCKSTEP_MASK_KEY_FILE"] ?? join(dataFolder, "keys", "mask"),
    signingKeyFile: environment["LOCKSTEP_SIGNING_KEY_FILE"] ?? join(dataFolder, "keys", "signing"),
    ledgerMarkFolder: resolve(folder, environment["LOCKSTEP_LEDGER_MARK"] ?? join(dataFolder, "ledger-mark")),
    peopleFolder: resolve(folder, environment["LOCKSTEP_PEOPLE"] ?? join(dataFolder, "people")),
    queueUrl: environment["LOCKSTEP_QUEUE_URL"],
    logLevel: logLevelOf(environment["LOCKSTEP_LOG_LEVEL"]),
    environment,
  };
}

/** What LOCKSTEP_LOG_LEVEL may say, from the most to the least. */
export const LOG_LEVELS = ["info", "warn", "error", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Commands on a terminal say enough by themselves: `warn` unless LOCKSTEP_LOG_LEVEL says otherwise. */
export const DEFAULT_LOG_LEVEL: LogLevel = "warn";

function logLevelOf(text: string | undefined): LogLevel {
  return LOG_LEVELS.find((level) => level === text) ?? DEFAULT_LOG_LEVEL;
}

function findEstate(cwd: string): string {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, DATA_FOLDER, "store.git", "HEAD"))) return folder;
    if (dirname(folder) === folder) return cwd;
  }
}

/** The password of a node, from the variable or file that estate.yaml names. @throws LockstepError `credential-missing` */
export function readPassword(
  node: Pick<EngineNode, "id" | "passwordEnv" | "passwordFile">,
  settings: Pick<Settings, "environment" | "folder">,
): string | undefined {
  if (node.passwordEnv !== undefined) {
    const value = settings.environment[node.passwordEnv];
    if (value !== undefined && value !== "") return value;
    throw new LockstepError("credential-missing", `The password of '${node.id}' is not set: set ${node.passwordEnv}.`);
  }
  if (node.passwordFile === undefined) return undefined;
  const file = resolve(settings.folder, node.passwordFile);
  try {
    return readFileSync(file, "utf8").replace(/\r?\n$/, "");
  } catch (cause) {
    throw new LockstepError("credential-missing", `The password of '${node.id}' cannot be read from ${file}.`, {
      cause,
    });
  }
}
