import type { ListedDocument } from "./answers.js";
import { isYes } from "./answers.js";

/** A database as a namespace tells it. */
export interface Database {
  readonly name: string;
  readonly isSystem: boolean;
  /** Changes with any change of its code. */
  readonly codeHash: string;
}

/** The default settings are always asked for: there is one such document or none. */
export const DEFAULT_SETTINGS = "Ens.Config.DefaultSettings.ESD";

/** Documents that are no code and hold configuration. Others of their category are views on classes, projects and dashboards. */
const DATA_TYPES = new Set(["lut", "esd", "hl7", "x12", "ast"]);

/** Databases of the product itself, where a version does not mark them as such. */
const PRODUCT_DATABASES = new Set(
  "IRISSYS IRISLIB IRISTEMP IRISLOCALDATA IRISAUDIT IRISSECURITY IRISMETRICS ENSLIB HSLIB CACHESYS CACHELIB CACHETEMP CACHEAUDIT DOCBOOK".split(
    " ",
  ),
);

const PRODUCT_NAME = /^(?:%|Ens[.\d]|EnsLib\.|EnsPortal\.|HS[.\d]|HSMOD\.|CSPX\.|INFORMATION\.)/;

/** Schemas that come with the product: `2.1.HL7` to `2.8.1.HL7`, `ITK.HL7`. */
const PRODUCT_SCHEMA = /^(?:2\.\d(?:\.\d)?|ITK)\.HL7$/i;

/**
 * Chooses the documents that are an organisation's own: nothing generated, and nothing of the product, which is told by the
 * database that holds it, and where that is not known by its name.
 */
export function selectDocuments(
  listed: readonly ListedDocument[],
  databases: readonly Database[],
): readonly ListedDocument[] {
  const isSystem = new Map(databases.map((database) => [database.name, isProductDatabase(database)]));
  const once = new Map(listed.map((document) => [document.name, document]));
  return [...once.values()]
    .filter(({ gen, name, cat }) => !isYes(gen) && isKept(name, cat))
    .filter(({ name, db = "" }) => !(isSystem.get(db) ?? (PRODUCT_DATABASES.has(db) || isProductName(name))))
    .toSorted((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
}

function isProductDatabase({ name, isSystem }: Database): boolean {
  return isSystem || PRODUCT_DATABASES.has(name);
}

function isKept(name: string, category: string): boolean {
  if (category === "CLS" || category === "RTN") return true;
  return category === "OTH" && DATA_TYPES.has(/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? "");
}

function isProductName(name: string): boolean {
  return name !== DEFAULT_SETTINGS && (PRODUCT_NAME.test(name) || PRODUCT_SCHEMA.test(name));
}
