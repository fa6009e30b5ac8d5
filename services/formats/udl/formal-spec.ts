import { findOutside, splitOutside } from "./balanced.js";

/** Writes a method's arguments as UDL does (`ByRef name As Type = default`), from that form or the XML export's (`&name:Type=default`). */
export function formalSpec(text: string): string {
  return splitOutside(text, ",").map(argument).join(", ");
}

function argument(text: string): string {
  const [, passing = "", rest = ""] = /^(ByRef\s+|Output\s+|&|\*)?([\s\S]*)$/i.exec(text) ?? [];
  const equals = findOutside(rest, "=");
  const declared = (equals < 0 ? rest : rest.slice(0, equals)).trim();
  const fallback = equals < 0 ? "" : ` = ${withoutBraces(rest.slice(equals + 1).trim())}`;
  return `${PASSING[passing.trim().toLowerCase()] ?? ""}${typed(declared)}${fallback}`;
}

/** `{$horolog}` is written without braces in an export, unless it holds what would be misread there. */
function withoutBraces(text: string): string {
  return /^\{[^,{}]*\}$/.test(text) ? text.slice(1, -1).trim() : text;
}

const PASSING: Readonly<Record<string, string>> = {
  "&": "ByRef ",
  byref: "ByRef ",
  "*": "Output ",
  output: "Output ",
};

function typed(declared: string): string {
  const asType = /^(\S+?)\s+As\s+([\s\S]+)$/i.exec(declared) ?? /^([^:\s]+)\s*:\s*([\s\S]+)$/.exec(declared);
  return asType === null ? declared : `${asType[1]} As ${withoutSpaces(asType[2] ?? "")}`;
}

/** Spaces between the parts of a type mean nothing, those in its strings do. */
export function withoutSpaces(text: string): string {
  return text.replaceAll(/"(?:[^"]|"")*"|\s+/g, (part) => (part.startsWith('"') ? part : ""));
}
