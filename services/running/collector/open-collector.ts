import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { CollectionPlan } from "#schemas/collection-plan";
import type { EngineNode } from "#schemas/estate";
import { openCollectionService } from "#services/collector/open-collection-service";
import { openExportWriter } from "#services/compose/estate/export-threads";
import { type Product, productsOf } from "#services/compose/estate/products";
import { readPassword } from "#services/config";
import { type Agreement, agreementOf } from "#services/core/collection/agreement";
import { LockstepError } from "#services/core/errors";
import { collectPass, type PassContext, type PassOutcome } from "#services/jobs/collect/collect-pass";
import { guardLogins } from "#services/jobs/look/guard-logins";
import { createLogger } from "#services/log/create-logger";
import type { Logger } from "#services/ports/logger";
import { holdFolder } from "#services/queues/hold-folder";
import { openRefusedLogins } from "#services/stores/files/open-refused-logins";
import { allowedSignersLine } from "#services/stores/git/allowed-signers";
import { createSigningKey } from "#services/stores/git/create-signing-key";
import { makeRepository } from "#services/stores/git/make-repository";
import { openEstateRepository } from "#services/stores/git/open-estate-repository";
import { readCollectedItems } from "#services/stores/git/read-collected-items";
import { readMask } from "#services/stores/keys/mask-key";
import { signUpload } from "#services/stores/keys/sign-upload";
import { openLedger } from "#services/stores/ledger/open-ledger";
import { openAgreements } from "#services/stores/spool/open-agreements";
import { openKeptPlan } from "#services/stores/spool/open-kept-plan";
import { openSpool } from "#services/stores/spool/open-spool";
import { writeDurably } from "#services/stores/spool/write-durably";
import { type CollectorSettings, onThisMachine, readToken } from "./read-collector-settings.js";

export interface CollectorOptions {
  readonly logger?: Logger;
  readonly now?: () => Date;
  readonly signal?: AbortSignal;
  readonly onProgress?: NonNullable<PassContext["onProgress"]>;
}

/** What a machine inside a Trust does for a service outside. */
export interface Collector {
  /** The public key that signs here, made at the first call: the entry of estate.yaml names it. */
  publicKey(): Promise<string>;
  /** What the service asks this machine to read, and how, with the digest that agrees to it. @throws LockstepError of what the service said */
  asked(): Promise<Agreement>;
  /** Agrees to exactly that. @throws LockstepError `digest-mismatch` where something else is asked now */
  agree(digest: string): Promise<Agreement>;
  /** @throws LockstepError `collector-busy`, `key-missing`, and see `collectPass` */
  pass(): Promise<PassOutcome>;
}

/** Opens a collector over its data folder, which one process may use at a time. */
export function openCollector(settings: CollectorSettings, options: CollectorOptions = {}): Collector {
  const { dataFolder, signingKeyFile, folder, environment } = settings;
  const { now = () => new Date(), signal } = options;
  // What became of a pass is told by whoever asked for it; the rest is for whoever looks for a fault.
  const level = environment["LOCKSTEP_LOG_LEVEL"] === "info" ? "info" : "error";
  const logger = options.logger ?? createLogger({ level });
  const gitDir = join(dataFolder, "store.git");
  const allowedSignersFile = join(dataFolder, "keys", "allowed_signers");
  const agreements = openAgreements(join(dataFolder, "agreed.json"));
  const keptPlan = openKeptPlan(join(dataFolder, "plan.json"));

  function openService() {
    const { server: url, estate, collector, tls, via } = settings;
    const ways = onThisMachine(
      { ...(tls === undefined ? {} : { tls }), ...(via === undefined ? {} : { via }) },
      folder,
    );
    const address = { url, estate, collector, token: readToken(settings), ...ways };
    return openCollectionService(address, { now, ...(signal === undefined ? {} : { signal }) });
  }

  async function publicKey(): Promise<string> {
    await mkdir(join(dataFolder, "keys"), { recursive: true, mode: 0o700 });
    if (!existsSync(signingKeyFile)) await createSigningKey(signingKeyFile);
    const text = await readFile(`${signingKeyFile}.pub`, "utf8").catch((cause: unknown) => {
      throw new LockstepError("key-missing", `${signingKeyFile}.pub cannot be read.`, { cause });
    });
    return text.trim().split(/\s+/).slice(0, 2).join(" ");
  }

  async function fetchPlan(): Promise<CollectionPlan> {
    const service = openService();
    try {
      return (await service.plan()).plan;
    } finally {
      await service.close();
    }
  }

  async function passOnce(): Promise<PassOutcome> {
    const mask = await readMask(settings.maskKeyFile).catch((error: unknown) => notCopied(error, settings));
    await writeDurably(allowedSignersFile, allowedSignersLine(await publicKey()));
    if (!existsSync(join(gitDir, "HEAD"))) await makeRepository(gitDir);
    const context = { gitDir, signingKeyFile, allowedSignersFile, now };
    const ledger = openLedger(context);
    const agreed = await agreements.read();
    const exportWriter = openExportWriter(mask, settings.maskKeyFile);
    const service = openService();
    const memory = openRefusedLogins(join(dataFolder, "refused-logins"));
    const productOf = (engine: Parameters<PassContext["productOf"]>[0], { packs }: CollectionPlan): Product => {
      const product = productsOf(new Map(Object.entries(packs))).productFor(engine);
      return { ...product, connector: guardLogins(placed(product.connector), { memory, mask }) };
    };
    const placed = (connector: Product["connector"]): Product["connector"] => ({
      ...connector,
      read: (request) => connector.read({ ...request, node: onThisMachine(request.node, folder) }),
    });
    try {
      return await collectPass({
        ...{ service, spool: openSpool(join(dataFolder, "spool")), mask, now, productOf, logger, exportWriter },
        ...{ repository: openEstateRepository(context, ledger), ledger },
        itemsOf: (commit) => readCollectedItems(gitDir, commit),
        sign: (document) => signUpload(signingKeyFile, document),
        passwordOf: (node: EngineNode) => readPassword(node, { environment, folder }),
        lastPlan: keptPlan.read,
        keepPlan: keptPlan.keep,
        isAgreed: (place, reach) => agreed.get(place) === reach,
        ...(signal === undefined ? {} : { signal }),
        ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
      });
    } finally {
      await Promise.all([service.close(), exportWriter.close()]);
    }
  }

  return {
    publicKey,
    asked: async () => agreementOf(await fetchPlan(), await agreements.read()),
    async agree(digest) {
      const plan = await fetchPlan();
      const asked = agreementOf(plan, await agreements.read());
      if (asked.digest !== digest) {
        throw new LockstepError("digest-mismatch", `The service asks for something else now: ${asked.digest}.`, {
          remedy: "Look at it again with 'lockstep collect agree', and give the digest it shows.",
        });
      }
      await agreements.write(new Map(asked.nodes.map(({ place, reach }) => [place, reach])));
      await keptPlan.keep(plan);
      return asked;
    },
    async pass() {
      const holdIn = join(dataFolder, "hold");
      await mkdir(holdIn, { recursive: true, mode: 0o700 });
      const hold = await holdFolder(holdIn, BUSY).catch(asBusy);
      try {
        return await passOnce();
      } finally {
        await hold.release();
      }
    },
  };
}

/** Here the key is not restored, but comes from the service. */
function notCopied(error: unknown, { maskKeyFile }: CollectorSettings): never {
  if (!(error instanceof LockstepError) || error.code !== "key-missing") throw error;
  throw new LockstepError(error.code, `The mask key ${maskKeyFile} of this collector is not there, or not whole.`, {
    cause: error,
    remedy: `Copy the estate's mask key (.lockstep/keys/mask at the service) to ${maskKeyFile}, readable by this account alone.`,
  });
}

const BUSY = { what: "The collector's data", remedy: "Wait for the other pass to end, or stop it." };

function asBusy(error: unknown): never {
  if (!(error instanceof LockstepError) || error.code !== "queue-unavailable") throw error;
  throw new LockstepError("collector-busy", error.message, { remedy: error.ownRemedy });
}
