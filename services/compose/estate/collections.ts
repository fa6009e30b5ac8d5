import { join } from "node:path";
import type { CollectionPlan } from "#schemas/collection-plan";
import type { SignedUpload, UploadAnswer } from "#schemas/collection-upload";
import type { Engine } from "#schemas/estate";
import type { Settings } from "#services/config";
import { LockstepError } from "#services/core/errors";
import type { Mask } from "#services/core/mask";
import { acceptUpload } from "#services/jobs/collect/accept-upload";
import { createEnginesAtWork } from "#services/jobs/collect/engines-at-work";
import { planCollection } from "#services/jobs/collect/plan-collection";
import type { CollectionStore } from "#services/ports/collection-store";
import type { Connector } from "#services/ports/connector";
import type { EstateRepository } from "#services/ports/estate-repository";
import { openCollectionStore } from "#services/stores/collections/open-collection-store";
import { openPartShelf } from "#services/stores/collections/open-part-shelf";
import { findPathFault } from "#services/stores/git/assert-safe-path";
import type { GitContext } from "#services/stores/git/git-context";
import { isSignedBy } from "#services/stores/keys/sign-upload";
import type { GitLedger } from "#services/stores/ledger/open-ledger";
import type { OpenSealer } from "../people/seal-tickets.js";
import { parseInForce } from "./in-force.js";
import { type Product, productsOf } from "./products.js";

/** What collectors ask of the service, of one estate. */
export interface Collecting {
  /** @throws LockstepError `collector-unknown` */
  plan(collectorId: string, isSeen: (engineId: string) => boolean): Promise<CollectionPlan>;
  /** @throws LockstepError of what stands against it: see `acceptUpload` */
  accept(collectorId: string, signed: SignedUpload): Promise<UploadAnswer>;
  /** Lays parts of uploads on the shelf. */
  shelve(parts: readonly Uint8Array[]): Promise<void>;
  /** Forgets the parts on the shelf: among them may lie what was purged from the store. */
  clearShelf(): Promise<void>;
}

export interface CollectingParts {
  readonly settings: Settings;
  readonly context: GitContext;
  readonly repository: EstateRepository;
  readonly ledger: GitLedger;
  readonly mask: Mask;
  readonly now: () => Date;
  readonly accountSealer: OpenSealer;
  /** Stands in the place of the products that the registry and the site's packs give. */
  readonly given?: ((name: string) => Product) | undefined;
}

export interface OpenedCollecting {
  readonly collecting: Collecting;
  /** For whoever judges. */
  readonly collections: CollectionStore;
}

/** Opens what collectors and their uploads need of an estate. */
export function collectingOver({
  settings,
  context,
  repository,
  ledger,
  mask,
  now,
  accountSealer,
  given,
}: CollectingParts): OpenedCollecting {
  const store = openCollectionStore(context, ledger);
  const shelf = openPartShelf(join(settings.dataFolder, "collected-parts"));
  const atWork = createEnginesAtWork();

  /** What is in force now: a collector that was taken out of estate.yaml hands in nothing more. */
  async function inForce() {
    const { files } = await repository.governed();
    const { estate, policy } = parseInForce(files);
    const { productFor } = productsOf(files);
    const dialectOf = (engine: Engine): string =>
      (given === undefined ? productFor(engine) : given(engine.product)).dialect.version;
    return { files, estate, policy, dialectOf, maskKeyId: mask.keyId, repository, ledger, store, shelf, at: now() };
  }

  return {
    collections: store,
    collecting: {
      plan: async (collectorId, isSeen) => planCollection(collectorId, isSeen, await inForce()),
      accept: async (collectorId, signed) =>
        acceptUpload(signed, { ...(await inForce()), collectorId, isSignedBy, findPathFault, accountSealer, atWork }),
      shelve: (parts) => shelf.put(parts),
      clearShelf: () => shelf.clear(),
    },
  };
}

/** An engine that a collector reads is read by nobody else, whoever asks. */
export function readElsewhere(connector: Connector, collectorId: string): Connector {
  return {
    ...connector,
    read: ({ node }) => ({
      [Symbol.asyncIterator]: () => ({
        next() {
          const message = `${node.id} is read by the collector '${collectorId}', and by no other machine.`;
          return Promise.reject(new LockstepError("collector-reads", message, { details: { node: node.id } }));
        },
      }),
    }),
    diagnose: ({ node }) => {
      const message = `${node.id} is read by '${collectorId}': no connection is opened from here`;
      return Promise.resolve([{ check: "collector", state: "ok", message }]);
    },
  };
}
