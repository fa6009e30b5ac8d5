import type { RawArtefact, RawNode } from "#services/core/dialect";
import { type CpfSection, parseCpf } from "#services/formats/cpf/parse-cpf";
import { splitOutside, unquote } from "#services/formats/udl/balanced";
import type { Place } from "./place.js";
import { branchNode, leafNode } from "./raw-nodes.js";

/**
 * Reads a configuration parameter file, or the web gateway's `CSP.ini`, which is written alike: one artefact a section. A
 * section that is given twice is one.
 */
export function cpfSections(text: string, place: Place): readonly RawArtefact[] {
  const kind = /(?:^|[/\\])csp\w*\.ini$/i.test(place.origin) ? "web-gateway" : "cpf-section";
  const byName = new Map<string, CpfSection["entries"]>();
  for (const { name, entries } of parseCpf(text, place.origin)) {
    byName.set(name, [...(byName.get(name) ?? []), ...entries]);
  }
  return [...byName].map(([name, entries]) => ({
    kind,
    key: name,
    name,
    root: branchNode("section", entries.map(name === "Actions" ? actionNode : entryNode), [["name", name]]),
  }));
}

function entryNode([key, value]: readonly [string, string]): RawNode {
  return leafNode("entry", value, [["key", key]]);
}

/** `ModifyService:Name=%Service_CallIn,Enabled=1`: an act of a merge file, with its arguments. */
function actionNode([key, value]: readonly [string, string]): RawNode {
  const [, act, first = ""] = /^(\w+):(\w+)$/.exec(key) ?? [];
  if (act === undefined) return entryNode([key, value]);
  const [head = "", ...others] = splitOutside(value, ",");
  const fields = [leafNode(first, unquote(head)), ...others.map(argumentNode)];
  return branchNode("action", fields, [["key", `${act} ${unquote(head)}`]]);
}

function argumentNode(text: string): RawNode {
  const equals = text.indexOf("=");
  return leafNode(text.slice(0, Math.max(0, equals)).trim() || "argument", unquote(text.slice(equals + 1).trim()));
}
