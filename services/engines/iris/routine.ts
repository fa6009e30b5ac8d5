import type { RawArtefact, RawNode } from "#services/core/dialect";
import { tidyText } from "#services/formats/udl/tidy-text";
import { keyIn, type Place } from "./place.js";
import { attributeOf, branchNode, leafNode, leavesOf } from "./raw-nodes.js";

const HEADER = /^\s*ROUTINE\s+([%\w.-]+)(?:\s*\[([^\]\n]*)\])?[ \t]*(?:\n|$)/i;

/** Reads a routine or include file as text; a first line `ROUTINE name [Type=MAC]` names it, else its document does. */
export function routineOf(text: string, documentName: string, place: Place): RawArtefact {
  const plain = text.replaceAll(/\r\n?/g, "\n");
  const header = HEADER.exec(plain);
  const [, documented = documentName, extension = "mac"] = /^(.*)\.(\w+)$/.exec(documentName) ?? [];
  const options = new Map((header?.[2] ?? "").split(",").map((option) => pairOf(option)));
  const name = header?.[1] ?? documented;
  const type = options.get("type") ?? extension;
  return artefactOf(name, type, options.get("languagemode") ?? "", plain.slice(header?.[0].length ?? 0), place);
}

function pairOf(option: string): [string, string] {
  const [name = "", value = ""] = option.split("=");
  return [name.trim().toLowerCase(), value.trim()];
}

/** Reads a `<Routine>` of an XML export; its time stamp is left out. */
export function routineOfXml(node: RawNode, place: Place): RawArtefact {
  const languageMode = attributeOf(node, "languagemode") ?? "";
  return artefactOf(
    attributeOf(node, "name") ?? "",
    attributeOf(node, "type") ?? "MAC",
    languageMode,
    node.text,
    place,
  );
}

function artefactOf(name: string, type: string, languageMode: string, code: string, place: Place): RawArtefact {
  const document = `${name}.${type.toLowerCase()}`;
  const root = branchNode("Routine", [
    ...leavesOf([
      ["Type", type.toUpperCase()],
      ["LanguageMode", languageMode === "0" ? "" : languageMode],
    ]),
    leafNode("Code", tidyText(code)),
  ]);
  return { kind: "routine", key: keyIn(place, document), name: document, root };
}
