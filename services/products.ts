import type { Dialect } from "./core/dialect.js";
import { LockstepError } from "./core/errors.js";
import { createIrisConnector } from "./engines/iris/connector.js";
import { irisDialect } from "./engines/iris/dialect.js";
import { createMirthConnector } from "./engines/mirth-connect/connector.js";
import { mirthConnectDialect } from "./engines/mirth-connect/dialect.js";
import { createRhapsodyConnector } from "./engines/rhapsody/connector.js";
import { rhapsodyDialect } from "./engines/rhapsody/dialect.js";
import type { Connector } from "./ports/connector.js";

/** How one make of engine is read. */
export interface Product {
  readonly connector: Connector;
  readonly dialect: Dialect;
}

/** Every product, by the name that estate.yaml uses: one line each. */
const PRODUCTS: Readonly<Record<string, Product>> = {
  "mirth-connect": { connector: createMirthConnector(), dialect: mirthConnectDialect },
  iris: { connector: createIrisConnector(), dialect: irisDialect },
  rhapsody: { connector: createRhapsodyConnector(), dialect: rhapsodyDialect },
};

/** The kinds of artefact of every product. */
export const PRODUCT_KINDS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(PRODUCTS).map(([name, { dialect }]) => [name, Object.keys(dialect.folders)]),
);

/** @throws LockstepError `usage` where no such product is known */
export function productNamed(name: string): Product {
  const product = Object.hasOwn(PRODUCTS, name) ? PRODUCTS[name] : undefined;
  if (product !== undefined) return product;
  throw new LockstepError(
    "usage",
    `There is no product ${JSON.stringify(name.slice(0, 40))}; there are: ${Object.keys(PRODUCTS).join(", ")}.`,
  );
}
