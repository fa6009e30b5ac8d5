import type { Artefact, ArtefactFile, TreeNode } from "#schemas/artefact";
import { LockstepError } from "../errors.js";

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Reads an artefact back from its files; the other half of `renderArtefact`.
 *
 * @throws LockstepError `store-unsound` when a file is missing or not of our making
 */
export function parseArtefact(files: readonly ArtefactFile[]): Artefact {
  const texts = new Map(files.map((file) => [file.path, decode(file.bytes)]));
  const [path, json] = findDocument(texts);
  const document = asObject(parseJson(json, path), path);
  const tree = asObject(document["tree"], path);
  return {
    kind: asText(document["kind"], path),
    key: asText(document["key"], path),
    name: asText(document["name"], path),
    root: parseNode(asText(tree["#name"], path), tree, texts),
  };
}

/** The one file at the top of the folder: `<kind>.json`; all others stand in folders. */
function findDocument(texts: ReadonlyMap<string, string>): [string, string] {
  for (const [path, text] of texts) if (!path.includes("/")) return [path, text];
  throw new LockstepError(
    "store-unsound",
    "A stored artefact has no document: the repository was changed by hand, or is damaged.",
  );
}

function parseNode(name: string, content: unknown, texts: ReadonlyMap<string, string>): TreeNode {
  if (typeof content === "string") return { name, text: content };
  const object = asObject(content, name);
  const attributes: [string, string][] = [];
  const fields: TreeNode[] = [];
  let body: Pick<TreeNode, "text" | "file" | "children" | "collection"> | undefined;
  for (const [property, value] of Object.entries(object)) {
    if (property === "#name" || property === "#key") continue;
    if (property.startsWith("@")) attributes.push([property.slice(1), asText(value, name)]);
    else if (property.startsWith("#")) body = parseBody(property, value, name, texts);
    else fields.push(parseNode(property, value, texts));
  }
  return {
    name,
    ...(attributes.length > 0 ? { attributes } : {}),
    ...(body ?? { children: fields }),
    ...(typeof object["#key"] === "string" ? { key: object["#key"] } : {}),
  };
}

function parseBody(
  property: string,
  value: unknown,
  name: string,
  texts: ReadonlyMap<string, string>,
): Pick<TreeNode, "text" | "file" | "children" | "collection"> {
  if (property === "#text") return { text: asText(value, name) };
  if (property === "#file") return readFile(asText(value, name), texts);
  if (!Array.isArray(value)) throw unsound(name);
  const children = value.map((item) => parseItem(item, name, texts));
  if (property === "#record") return { children };
  if (property === "#list" || property === "#set")
    return { collection: property === "#set" ? "set" : "list", children };
  throw unsound(name);
}

function readFile(path: string, texts: ReadonlyMap<string, string>): Pick<TreeNode, "text" | "file"> {
  const text = texts.get(path);
  if (text === undefined || !text.endsWith("\n")) throw unsound(path);
  return { text: text.slice(0, -1), file: path.slice(path.lastIndexOf(".") + 1) };
}

function parseItem(item: unknown, parent: string, texts: ReadonlyMap<string, string>): TreeNode {
  const object = asObject(item, parent);
  const name = object["#name"];
  if (typeof name === "string") return parseNode(name, object, texts);
  const [entry, ...others] = Object.entries(object);
  if (entry === undefined || others.length > 0) throw unsound(parent);
  const text = asText(entry[1], parent);
  return { name: entry[0], text, key: text };
}

function parseJson(json: string, path: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new LockstepError(
      "store-unsound",
      `The stored file ${path} is not JSON: the repository was changed by hand, or is damaged.`,
      { cause },
    );
  }
}

function asObject(value: unknown, where: string): JsonObject {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw unsound(where);
  return value as JsonObject;
}

function asText(value: unknown, where: string): string {
  if (typeof value !== "string") throw unsound(where);
  return value;
}

function unsound(where: string): LockstepError {
  return new LockstepError(
    "store-unsound",
    `The stored artefact is not of Lockstep's form at ${JSON.stringify(where.slice(0, 80))}: the repository was changed by hand, or is damaged.`,
  );
}

const decoder = new TextDecoder("utf-8", { fatal: false, ignoreBOM: true });

function decode(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}
