import { join } from "node:path";
import type { Engine } from "#schemas/estate";
import type { RulePack } from "#schemas/rule-pack";
import type { Dialect } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import type { ProductKinds } from "#services/core/policy/find-product-problems";
import { createCommandConnector } from "#services/engines/command/connector";
import { createFileTreeConnector } from "#services/engines/file-tree/connector";
import { createFileReader } from "#services/engines/files/create-file-reader";
import { createFileDialect } from "#services/engines/files/dialect";
import { allPacks, type FilePacks, packsUsedBy } from "#services/engines/files/file-packs";
import { findOwnPacks, type OwnPacks } from "#services/engines/files/own-packs";
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

/** The kinds that no rule pack may declare. */
const ENGINE_KINDS: ReadonlySet<string> = new Set(
  [mirthConnectDialect, irisDialect, rhapsodyDialect].flatMap(({ folders }) => Object.keys(folders)),
);

type Products = Readonly<Record<string, Product>>;

/** The rule packs that ship. */
export const PRESETS = readPacks(join(PROJECT_ROOT, "baselines", "rule-packs"));

/** Every product, by the name that estate.yaml uses: one line each. `used`: the rule packs whose content names the reader. */
function createProducts(packs: FilePacks, used: readonly RulePack[] = allPacks(packs)): Products {
  const dialectOf = (product: string): Dialect => createFileDialect(allPacks(packs), product, used);
  const files = { reader: createFileReader({ packs }), dialect: dialectOf("files"), isUsed: used.length > 0 };
  return {
    "mirth-connect": withNodeFiles({ connector: createMirthConnector(), dialect: mirthConnectDialect }, files),
    iris: withNodeFiles({ connector: createIrisConnector(), dialect: irisDialect }, files),
    rhapsody: withNodeFiles({ connector: createRhapsodyConnector(), dialect: rhapsodyDialect }, files),
    "file-tree": { connector: createFileTreeConnector({ packs }), dialect: dialectOf("file-tree") },
    command: { connector: createCommandConnector({ packs }), dialect: dialectOf("command") },
  };
}

const SHIPPED: FilePacks = { presets: PRESETS, own: new Map() };

const PRODUCTS = createProducts(SHIPPED);

/** The kinds of artefact of every product. */
export const PRODUCT_KINDS: ProductKinds = kindsOf(PRODUCTS);

/** @throws LockstepError `usage` where no such product is known */
export function productNamed(name: string): Product {
  return findProduct(PRODUCTS, name);
}

/** The products as a site has them, with the rule packs of its own that its governed files hold. */
export function productsOf(governed: ReadonlyMap<string, string>): {
  readonly productOf: typeof productNamed;
  /** The product of an engine, whose reader bears the version of the packs that the engine uses. */
  readonly productFor: (engine: Pick<Engine, "product" | "nodes">) => Product;
  readonly kinds: ProductKinds;
  /** The site's own packs, by file. */
  readonly own: ReadonlyMap<string, RulePack>;
  /** Packs that cannot be used, with the reason. */
  readonly broken: ReadonlyMap<string, string>;
  /** What is wrong in those, by file, and the kinds that they would declare. */
  readonly faults: Pick<OwnPacks, "problems" | "brokenKinds">;
} {
  const { own, broken, ...faults } = findOwnPacks(governed, { presets: PRESETS, kinds: ENGINE_KINDS });
  if (own.size === 0 && broken.size === 0) {
    const productFor = productsByUse(SHIPPED);
    return { productOf: productNamed, productFor, kinds: PRODUCT_KINDS, own, broken, faults };
  }
  const packs = { presets: PRESETS, own, broken };
  const products = createProducts(packs);
  const productOf = (name: string): Product => findProduct(products, name);
  return { productOf, productFor: productsByUse(packs), kinds: kindsOf(products), own, broken, faults };
}

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
  return new Map(Object.entries(products).map(([name, { dialect }]) => [name, Object.keys(dialect.folders)]));
}

function findProduct(products: Products, name: string): Product {
  const product = Object.hasOwn(products, name) ? products[name] : undefined;
  if (product !== undefined) return product;
  throw new LockstepError(
    "usage",
    `There is no product ${JSON.stringify(name.slice(0, 40))}; there are: ${Object.keys(products).join(", ")}.`,
  );
}
