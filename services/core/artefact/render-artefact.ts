import type { Artefact, ArtefactFile, TreeNode } from "#schemas/artefact";
import { compareText } from "../text/compare-text.js";
import { chooseFileName, createFileNames, type FileNames } from "./file-names.js";

/** A JSON value of our own making. */
type Json = string | Json[] | { [name: string]: Json };

/**
 * Writes an artefact as the files a reviewer reads line by line: `<kind>.json` with one property a line, and every script,
 * statement and template in a file of its own. `parseArtefact` gives back the same artefact.
 *
 * A leaf is a string; a record an object in the order read; a collection stands under `#list` or `#set` with `#name` and
 * `#key` on each item; attributes start with `@`; `#file` names the file that holds the text.
 */
export function renderArtefact(artefact: Artefact): ArtefactFile[] {
  const names = createFileNames(`${artefact.kind}.json`);
  const files: ArtefactFile[] = [];
  const document: Json = {
    kind: artefact.kind,
    key: artefact.key,
    name: artefact.name,
    tree: { "#name": artefact.root.name, ...asObject(renderNode(artefact.root, [], names, files)) },
  };
  files.push({ path: `${artefact.kind}.json`, bytes: encode(`${JSON.stringify(document, null, 2)}\n`) });
  return files.sort((a, b) => compareText(a.path, b.path));
}

function renderNode(node: TreeNode, segments: readonly string[], names: FileNames, files: ArtefactFile[]): Json {
  const attributes = (node.attributes ?? []).map(([name, value]): [string, Json] => [`@${name}`, value]);
  if (node.children === undefined) {
    const text = node.text ?? "";
    if (node.file !== undefined) {
      const path = chooseFileName(segments, node.file, names);
      files.push({ path, bytes: encode(`${text}\n`) });
      return fromEntries([...attributes, ["#file", path]]);
    }
    return attributes.length === 0 ? text : fromEntries([...attributes, ["#text", text]]);
  }
  if (node.collection === undefined && isPlainRecord(node.children)) {
    const fields = node.children.map((child): [string, Json] => [
      child.name,
      renderNode(child, [...segments, child.name], names, files),
    ]);
    return fromEntries([...attributes, ...fields]);
  }
  const items = node.children.map((child) => renderItem(child, segments, names, files));
  return fromEntries([...attributes, [`#${node.collection ?? "record"}`, items]]);
}

/** An item carries its name and key; a plain text whose key is the text itself is just `{ "string": "…" }`. */
function renderItem(child: TreeNode, segments: readonly string[], names: FileNames, files: ArtefactFile[]): Json {
  const content = renderNode(child, [...segments, child.key ?? child.name], names, files);
  if (typeof content === "string" && child.key === content && isPlainName(child.name)) return { [child.name]: content };
  return {
    "#name": child.name,
    ...(child.key === undefined ? {} : { "#key": child.key }),
    ...asObject(content),
  };
}

/** True where the children can be properties of a JSON object and come back in the same order. */
function isPlainRecord(children: readonly TreeNode[]): boolean {
  const names = new Set(children.map((child) => child.name));
  return (
    names.size === children.length && children.every((child) => isPlainName(child.name) && child.key === undefined)
  );
}

function isPlainName(name: string): boolean {
  return !/^[@#]/.test(name) && !/^\d+$/.test(name) && name !== "__proto__";
}

function asObject(content: Json): { [name: string]: Json } {
  return typeof content === "string" ? { "#text": content } : Array.isArray(content) ? { "#list": content } : content;
}

function fromEntries(entries: readonly [string, Json][]): { [name: string]: Json } {
  return Object.fromEntries(entries);
}

const encoder = new TextEncoder();

function encode(text: string): Uint8Array {
  return encoder.encode(text);
}
