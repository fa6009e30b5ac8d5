import { join } from "node:path";
import type { Engine } from "#schemas/estate";
import type { RulePack } from "#schemas/rule-pack";
import type { Dialect } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import { once } from "#services/core/once";
import type { ProductKinds } from "#services/core/policy/find-product-problems";
import { createCommandConnector } from "#services/engines/command/connector";
import { createFileTreeConnector } from "#services/engines/file-tree/connector";
import { createFileReader } from "#services/engines/files/create-file-reader";
import { createFileDialect } from "#services/engines/files/dialect";
import { allPacks, type FilePacks, packsUsedBy } from "#services/engines/files/file-packs";
import { findOwnPacks, isOwnPack, type OwnPacks } from "#services/engines/files/own-packs";
import { readPacks } from "#services/engines/files/read-packs";
import { withNodeFiles } from "#services/engines/files/with-node-files";
import { createIrisConnector } from "#services/engines/iris/connector";
import { irisDialect } from "#services/engines/iris/dialect";
import { createMirthConnector } from "#services/engines/mirth-connect/connector";
import { mirthConnectDialect } from "#services/engines/mirth-connect/dialect";
import { createRhapsodyConnector } from "#services/engines/rhapsody/connector";
import { rhapsodyDialect } from "#services/engines/rhapsody/dialect";
import type { Connector } from "#services/ports/connector";
import { PROJECT_ROOT } from "#services/project-root";

/** How one make of engine is read. */
export interface Product {
  readonly connector: Connector;
  readonly dialect: Dialect;
}

/** The rule packs that ship: read when one is first asked for, since most of what is done with an estate names none. */
export const presets = once(() => readPacks(join(PROJECT_ROOT, "baselines", "rule-packs")));

/** The kinds that no rule pack may declare. */
const engineKinds = once(
  (): ReadonlySet<string> =>
    new Set([mirthConnectDialect, irisDialect, rhapsodyDialect].flatMap(({ folders }) => Object.keys(folders))),
);

/** Every product, by name; each is made when it is first asked for. */
type Products = Readonly<Record<string, () => Product>>;

/**
 * Every product, by the name that estate.yaml uses: one line each.
 *
 * @param used the rule packs whose content names the reader. Default: all of them
 */
function createProducts(packs: FilePacks, used?: readonly RulePack[]): Products {
  const dialectOf = (product: string): Dialect => createFileDialect(allPacks(packs), product, used);
  const dialect = once(() => dialectOf("files"));
  const withFiles = (product: Product): Product =>
    withNodeFiles(product, {
      reader: createFileReader({ packs }),
      dialect,
      isUsed: used === undefined || used.length > 0,
    });
  return {
    "mirth-connect": once(() => withFiles({ connector: createMirthConnector(), dialect: mirthConnectDialect })),
    iris: once(() => withFiles({ connector: createIrisConnector(), dialect: irisDialect })),
    rhapsody: once(() => withFiles({ connector: createRhapsodyConnector(), dialect: rhapsodyDialect })),
    "file-tree": once(() => ({ connector: createFileTreeConnector({ packs }), dialect: dialectOf("file-tree") })),
    command: once(() => ({ connector: createCommandConnector({ packs }), dialect: dialectOf("command") })),
  };
}

const SHIPPED: FilePacks = {
  get presets() {
    return presets();
  },
  own: new Map(),
};

const PRODUCTS = createProducts(SHIPPED);

/** The kinds of artefact of every product. */
export const productKinds = once(() => kindsOf(PRODUCTS));

/** The names of the products. */
export const PRODUCT_NAMES: readonly string[] = Object.keys(PRODUCTS);

/** @throws LockstepError `usage` where no such product is known */
export function productNamed(name: string): Product {
  return findProduct(PRODUCTS, name);
}

/** The products as a site has them, with the rule packs of its own that its governed files hold. */
export function productsOf(governed: ReadonlyMap<string, string>): {
  readonly productOf: typeof productNamed;
  /** The product of an engine, whose reader bears the version of the packs that the engine uses. */
  readonly productFor: (engine: Pick<Engine, "product" | "nodes">) => Product;
  readonly kinds: () => ProductKinds;
  /** The site's own packs, by file. */
  readonly own: ReadonlyMap<string, RulePack>;
  /** Packs that cannot be used, with the reason. */
  readonly broken: ReadonlyMap<string, string>;
  /** What is wrong in those, by file, and the kinds that they would declare. */
  readonly faults: Pick<OwnPacks, "problems" | "brokenKinds">;
} {
  if (![...governed.keys()].some(isOwnPack)) {
    const none = { own: new Map<string, RulePack>(), broken: new Map<string, string>(), faults: NO_FAULTS };
    return { productOf: productNamed, productFor: productsByUse(SHIPPED), kinds: productKinds, ...none };
  }
  const { own, broken, ...faults } = findOwnPacks(governed, { presets: presets(), kinds: engineKinds() });
  const packs = { presets: presets(), own, broken };
  const products = createProducts(packs);
  const productOf = (name: string): Product => findProduct(products, name);
  return { productOf, productFor: productsByUse(packs), kinds: once(() => kindsOf(products)), own, broken, faults };
}

const NO_FAULTS = { problems: new Map<string, never>(), brokenKinds: [] } as const;

/** Made once for each set of packs that engines use together. */
function productsByUse(packs: FilePacks): (engine: Pick<Engine, "product" | "nodes">) => Product {
  const made = new Map<string, Products>();
  return ({ product, nodes }) => {
    const used = packsUsedBy({ nodes }, packs);
    const names = used.map(({ pack }) => pack).join("+");
    const products = made.get(names) ?? createProducts(packs, used);
    made.set(names, products);
    return findProduct(products, product);
  };
}

function kindsOf(products: Products): ProductKinds {
  return new Map(Object.entries(products).map(([name, product]) => [name, Object.keys(product().dialect.folders)]));
}

function findProduct(products: Products, name: string): Product {
  const product = Object.hasOwn(products, name) ? products[name] : undefined;
  if (product !== undefined) return product();
  throw new LockstepError(
    "usage",
    `There is no product ${JSON.stringify(name.slice(0, 40))}; there are: ${Object.keys(products).join(", ")}.`,
  );
}
