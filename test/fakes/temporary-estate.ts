import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { allowedSignersLine } from "#services/stores/git/allowed-signers";
import { createEstateStore } from "#services/stores/git/create-estate-store";
import { createSigningKey } from "#services/stores/git/create-signing-key";
import type { GitContext } from "#services/stores/git/git-context";
import { type EstateStore, openEstateRepository } from "#services/stores/git/open-estate-repository";
import { type GitLedger, openLedger } from "#services/stores/ledger/open-ledger";
import { gitAsOutsider } from "./git-as-outsider.js";

/** An estate repository in a folder that goes away with the test. */
export interface TemporaryEstate extends AsyncDisposable {
  readonly folder: string;
  readonly context: GitContext;
  readonly ledger: GitLedger;
  readonly store: EstateStore;
  /** Runs git over the repository as an outsider would, and gives its standard output. */
  git(...args: readonly string[]): Promise<string>;
  remove(): Promise<void>;
}

/** Makes a small estate with a key of its own. */
export async function createTemporaryEstate(
  now: () => Date = () => new Date("2026-11-23T02:00:00Z"),
): Promise<TemporaryEstate> {
  const folder = await mkdtemp(join(tmpdir(), "lockstep-estate-"));
  const signingKeyFile = join(folder, "signing_key");
  const publicKey = await createSigningKey(signingKeyFile);
  const ledgerMarkFolder = join(folder, "ledger-mark");
  const context: GitContext = { gitDir: join(folder, "estate.git"), signingKeyFile, ledgerMarkFolder, now };
  const ledger = openLedger(context);
  const files = new Map([
    ["estate.yaml", "estate: example\n"],
    ["policy/allowed_signers", allowedSignersLine(publicKey)],
    ["policy/interfaces.yaml", "interfaces: []\n"],
  ]);
  await createEstateStore(context, ledger, { files, actor: "Ada Example" });
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  return {
    folder,
    context,
    ledger,
    store: openEstateRepository(context, ledger),
    git: (...args) => gitAsOutsider(context.gitDir, ...args),
    remove,
    [Symbol.asyncDispose]: remove,
  };
}

/** Writes what a test process needs to open the same estate, and gives the file. */
export async function describeEstate({ folder, context }: TemporaryEstate): Promise<string> {
  const file = join(folder, "context.json");
  const { gitDir, signingKeyFile, ledgerMarkFolder } = context;
  await writeFile(file, JSON.stringify({ gitDir, signingKeyFile, ledgerMarkFolder }));
  return file;
}
