import { existsSync } from "node:fs";
import { appendFile, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Settings, settingsFor } from "#services/config";
import { LockstepError } from "#services/core/errors";
import { PROJECT_ROOT } from "#services/project-root";
import { allowedSignersLine } from "#services/stores/git/allowed-signers";
import { createEstateStore } from "#services/stores/git/create-estate-store";
import { createSigningKey } from "#services/stores/git/create-signing-key";
import { createWorkingClone } from "#services/stores/git/working-clone";
import { createMaskKey } from "#services/stores/keys/mask-key";
import { openLedger } from "#services/stores/ledger/open-ledger";
import { openPeopleBook } from "#services/stores/people/open-people-book";
import { openPersonSealer } from "#services/stores/people/open-person-sealer";
import { ensurePeopleKey } from "#services/stores/people/people-key";
import { nameEstate } from "./name-estate.js";

export interface InitOptions {
  readonly environment: NodeJS.ProcessEnv;
  readonly actor: string;
  readonly now: () => Date;
  /** Governed files that take the place of the starter's, in force at once. */
  readonly files?: ReadonlyMap<string, string>;
  /**
   * Finds governed files to propose, once the folder is known to be free and before anything is made. They are laid into the
   * folder and are not in force: a person checks, commits and pushes them.
   */
  readonly propose?: () => Promise<ReadonlyMap<string, string>>;
}

/**
 * Makes an estate repository: a store and keys in the data folder, and a working clone around it that people edit.
 * A folder that holds anything already is refused; a half-made estate is finished by running it again.
 *
 * @throws LockstepError `usage`, `key-missing`, `store-unsound`
 */
export async function initEstate(folder: string, options: InitOptions): Promise<Settings> {
  const settings = settingsFor(folder, options.environment);
  await assertFree(folder, settings);
  const proposed = await options.propose?.();
  await createKeys(settings);
  const { storeDir: gitDir, signingKeyFile, ledgerMarkFolder } = settings;
  const sealPerson = openPersonSealer({ gitDir, now: options.now }, openPeopleBook(settings.peopleFolder));
  const context = { gitDir, signingKeyFile, ledgerMarkFolder, sealPerson, now: options.now };
  const files = new Map([...(await readStarter()), ...(options.files ?? [])]);
  files.set("estate.yaml", nameEstate(files.get("estate.yaml") ?? "", folder));
  files.set("policy/allowed_signers", allowedSignersLine(await readFile(`${settings.signingKeyFile}.pub`, "utf8")));
  await createEstateStore(context, openLedger(context), { files, actor: options.actor }).catch(goOnWhereItStopped);
  await cloneAround(settings);
  for (const [path, text] of proposed ?? []) await writeFile(join(folder, path), nameEstate(text, folder));
  return settings;
}

/** The folder holds no clone yet, so a store that stands there already is our own, from a run that was cut short. */
function goOnWhereItStopped(error: unknown): void {
  if (!(error instanceof LockstepError) || error.code !== "usage") throw error;
}

async function assertFree(folder: string, settings: Settings): Promise<void> {
  const names = existsSync(folder) ? await readdir(folder) : [];
  const others = names.filter((name) => join(folder, name) !== settings.dataFolder);
  if (others.length === 0 || existsSync(cloneBeside(settings))) return;
  throw new LockstepError("usage", `${folder} is not empty: give a folder that does not exist yet.`);
}

async function createKeys(settings: Settings): Promise<void> {
  await mkdir(join(settings.dataFolder, "keys"), { recursive: true, mode: 0o700 });
  if (!existsSync(settings.maskKeyFile)) await createMaskKey(settings.maskKeyFile);
  if (!existsSync(settings.signingKeyFile)) await createSigningKey(settings.signingKeyFile);
  await ensurePeopleKey(settings.peopleFolder);
}

const GOVERNED = [
  "estate.yaml",
  "policy/policy.yaml",
  "policy/interfaces.yaml",
  "policy/expected-differences.yaml",
  "policy/waivers.yaml",
  "policy/change-control.yaml",
  "policy/bank-holidays.yaml",
  "policy/review.yaml",
  "policy/access.yaml",
  "policy/notifications.yaml",
  "policy/gate.yaml",
  "policy/runbook.yaml",
  "policy/people.yaml",
];

async function readStarter(): Promise<[string, string][]> {
  const folder = join(PROJECT_ROOT, "baselines", "starter");
  return await Promise.all(
    GOVERNED.map(async (path): Promise<[string, string]> => [path, await readFile(join(folder, path), "utf8")]),
  );
}

/** Where the finished clone stands until all of it lies around the data folder; a run that was cut short goes on from it. */
function cloneBeside({ dataFolder }: Settings): string {
  return join(dataFolder, "clone");
}

/** Git clones only into an empty folder, and ours holds the store: the clone is made beside and moved around it. */
async function cloneAround(settings: Settings): Promise<void> {
  const beside = cloneBeside(settings);
  if (!existsSync(beside)) await makeClone(settings.storeDir, beside);
  for (const name of await readdir(beside)) await rename(join(beside, name), join(settings.folder, name));
  await rm(beside, { recursive: true, force: true });
}

/** It has its name only once it is whole. */
async function makeClone(storeDir: string, folder: string): Promise<void> {
  const unfinished = `${folder}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await createWorkingClone(storeDir, unfinished);
  await mkdir(join(unfinished, ".git", "info"), { recursive: true });
  await appendFile(join(unfinished, ".git", "info", "exclude"), "/.lockstep/\n");
  await rename(unfinished, folder);
}
