import type { Artefact, TreeNode } from "#schemas/artefact";
import type { NodeFacts } from "#schemas/snapshot";
import { renderArtefact } from "#services/core/artefact/render-artefact";
import { createMask } from "#services/core/mask";
import { type NormalisedArtefact, type NormalisedExport, normaliseExport } from "#services/core/normalise";
import { irisDialect } from "#services/engines/iris/dialect";

export const MASK = createMask("fixture", Buffer.alloc(32, 3));

/** Reads one invented answer or file. */
export function readIris(source: string, origin: string, content: string | object): NormalisedExport {
  const bytes = Buffer.from(typeof content === "string" ? content : JSON.stringify(content));
  const scope = source === "file" ? "file" : "server";
  return normaliseExport(
    { source, origin, bytes },
    { dialect: irisDialect, mask: MASK, scope, storeMessageTemplates: false },
  );
}

/** The one artefact of this kind (and name). */
export function artefactOf(read: NormalisedExport, kind: string, name?: string): NormalisedArtefact {
  const found = read.artefacts.filter(
    ({ artefact }) => artefact.kind === kind && (name ?? artefact.name) === artefact.name,
  );
  const [only] = found;
  if (only === undefined || found.length > 1) throw new Error(`${found.length} artefacts of kind ${kind}`);
  return only;
}

/** The text at a path of keys or names; `undefined` where nothing stands there. */
export function textAt({ artefact }: { artefact: Artefact }, ...path: readonly string[]): string | undefined {
  let node: TreeNode | undefined = artefact.root;
  for (const key of path) node = node?.children?.find((child) => (child.key ?? child.name) === key);
  return node === undefined ? undefined : (node.text ?? "");
}

/** All that would be written to Git. */
export function writtenText(read: NormalisedExport): string {
  const files = read.artefacts.flatMap(({ artefact }) => renderArtefact(artefact));
  return files.map(({ path, bytes }) => `${path}\n${Buffer.from(bytes).toString()}`).join("\n");
}

/** A production with one item, and the defaults of its namespace. */
export interface ProductionFixture {
  readonly attributes?: string;
  readonly settings?: string;
  readonly defaults?: readonly DefaultFixture[] | null;
  readonly engineVersion?: string;
  readonly autoStart?: boolean | null;
  readonly production?: string;
}

export interface DefaultFixture {
  readonly production?: string;
  readonly item?: string;
  readonly hostClass?: string;
  readonly setting: string;
  readonly value: string;
}

export function readProduction(fixture: ProductionFixture = {}): NormalisedExport {
  const { attributes = "", settings = "", defaults = [], engineVersion = "2025.1", autoStart = true } = fixture;
  const item = `<Item Name="To PAS" ClassName="Elmsford.Operation" ${attributes}>${settings}</Item>`;
  return readIris("production", "INTEROP/Elmsford.Production.cls", {
    namespace: "INTEROP",
    engineVersion,
    autoStart,
    production: productionClass(fixture.production ?? `<Production Name="Elmsford.Production">${item}</Production>`),
    defaults: defaults === null ? null : defaultsXml(defaults),
  });
}

export function productionClass(definition: string): string {
  return `Class Elmsford.Production Extends Ens.Production\n{\n\nXData ProductionDefinition\n{\n${definition}\n}\n\n}\n`;
}

export function defaultsXml(defaults: readonly DefaultFixture[]): string {
  const items = defaults.map(
    ({ production = "*", item = "*", hostClass = "*", setting, value }) =>
      `<item production="${production}" item="${item}" class="${hostClass}" setting="${setting}" value="${value}"><Deployable>false</Deployable></item>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?><Export generator="IRIS" version="26"><Document name="Ens.Config.DefaultSettings.ESD"><defaultSettings>${items.join("")}</defaultSettings></Document></Export>`;
}

export function operabilityOf({ facts }: { facts: NodeFacts }, item: string): string | undefined {
  return facts.operability?.find(({ key }) => key.includes(`||${item}|`))?.operability;
}
