import { join } from "node:path";
import type { Engine, EngineNode } from "#schemas/estate";
import { readPassword, type Settings } from "#services/config";
import type { Dialect } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import type { Mask } from "#services/core/mask";
import type { ProductKinds } from "#services/core/policy/find-product-problems";
import { type Governed, parseGoverned } from "#services/core/policy/parse-governed";
import { guardLogins } from "#services/jobs/look/guard-logins";
import type { AccountSealer } from "#services/ports/account-sealer";
import type { PeopleBook } from "#services/ports/people-book";
import type { TicketStore } from "#services/ports/ticket-store";
import { openRefusedLogins } from "#services/stores/files/open-refused-logins";
import type { GitContext } from "#services/stores/git/git-context";
import { type EstateStore, openEstateRepository } from "#services/stores/git/open-estate-repository";
import { readMask } from "#services/stores/keys/mask-key";
import { type GitLedger, openLedger } from "#services/stores/ledger/open-ledger";
import { openAccountSealer } from "#services/stores/people/open-account-sealer";
import { openPeopleBook } from "#services/stores/people/open-people-book";
import { openPersonSealer } from "#services/stores/people/open-person-sealer";
import { openTicketStore } from "#services/stores/tickets/open-ticket-store";
import { collectingOver, type OpenedCollecting, readElsewhere } from "./collections.js";
import { confineEstate } from "./confine-estate.js";
import { engineIn, type InForce, parseInForce } from "./in-force.js";
import { type Product, productsOf } from "./products.js";
import { type TicketSources, ticketSourcesOf } from "./ticket-sources.js";

/** The stores of one estate, its keys and its makes: what everything that is done with an estate is put together from. */
export interface Site extends OpenedCollecting, TicketSources {
  readonly settings: Settings;
  readonly context: GitContext;
  readonly now: () => Date;
  readonly mask: Mask;
  /** Whose pseudonym is whose. */
  readonly people: PeopleBook;
  /** Seals accounts of engines and people of tickets; `undefined` where names stay. @throws LockstepError `key-missing`, `estate-invalid` */
  accountSealer(): Promise<AccountSealer | undefined>;
  readonly ledger: GitLedger;
  readonly repository: EstateStore;
  readonly ticketStore: TicketStore;
  /** Kinds of artefact of every product, those of the site's own packs among them. */
  readonly kinds: () => ProductKinds;
  /** By the name of the make. */
  readonly productOf: (name: string) => Product;
  /** By what an engine declares, the rule packs of its node files included. */
  readonly productFor: (engine: Engine) => Product;
  /** The same, for whoever connects: what was refused once is not offered again, and what a collector reads is read by it alone. */
  readonly guardedProduct: (engine: Engine) => Product;
  readonly dialectOf: (engine: Engine) => Dialect;
  readonly passwordOf: (node: EngineNode) => string | undefined;
  /** Everything governed, with every problem in it. */
  governed(): Promise<Governed>;
  /** @throws LockstepError `estate-invalid` */
  inForce(): Promise<InForce>;
  /** @throws LockstepError `selector-unknown` */
  engineNamed(engineId: string): Promise<Engine>;
}

/** Opens the stores of an estate. `given` gives each make its reader. @throws LockstepError `key-missing` */
export async function openSite(
  settings: Settings,
  now: () => Date,
  given: ((name: string) => Product) | undefined,
): Promise<Site> {
  const mask = await readMask(settings.maskKeyFile);
  const { storeDir: gitDir, signingKeyFile, ledgerMarkFolder } = settings;
  const people = openPeopleBook(settings.peopleFolder);
  const sealPerson = openPersonSealer({ gitDir, now }, people);
  const context = { gitDir, signingKeyFile, ledgerMarkFolder, sealPerson, now };
  const ledger = openLedger(context);
  const repository = confineEstate(openEstateRepository(context, ledger), settings);
  const own = productsOf(await governedFiles(repository));
  const productFor = (engine: Engine): Product => given?.(engine.product) ?? own.productFor(engine);
  const inForce = async (): Promise<InForce> => parseInForce((await repository.governed()).files);
  const accountSealer = async () => openAccountSealer((await repository.governed()).files, { book: people, now });
  return {
    ...{ settings, context, now, mask, people, ledger, repository, productFor, inForce },
    ...collectingOver({ settings, context, repository, ledger, mask, now, given, accountSealer }),
    ...ticketSourcesOf(settings, accountSealer),
    ticketStore: openTicketStore(context, ledger),
    accountSealer,
    kinds: own.kinds,
    productOf: given ?? own.productOf,
    guardedProduct(engine) {
      const product = productFor(engine);
      const { collector } = engine;
      if (collector !== undefined) return { ...product, connector: readElsewhere(product.connector, collector) };
      const memory = openRefusedLogins(join(settings.dataFolder, "refused-logins"));
      return { ...product, connector: guardLogins(product.connector, { memory, mask }) };
    },
    dialectOf: (engine) => productFor(engine).dialect,
    passwordOf: (node) => readPassword(node, settings),
    governed: async () => parseGoverned((await repository.governed()).files),
    engineNamed: async (engineId) => engineIn((await inForce()).estate, engineId),
  };
}

/** A store that cannot be read has no rule packs of its own; whatever is asked of it next says why. */
async function governedFiles({ governed }: EstateStore): Promise<ReadonlyMap<string, string>> {
  return await governed().then(
    ({ files }) => files,
    (error: unknown) => {
      if (error instanceof LockstepError) return new Map<string, string>();
      throw error;
    },
  );
}
