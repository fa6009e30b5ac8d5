import { parseProperties } from "#services/formats/properties/parse-properties";
import { parseXml } from "#services/formats/xml/parse-xml";
import { entriesOf, textAt } from "./raw-nodes.js";

/**
 * Writes a configuration map as the `.properties` file that Mirth Administrator imports, comments above their keys. It is read back:
 * where it would say anything else, there is none.
 */
export function writeMapProperties(xml: Uint8Array): { readonly path: string; readonly bytes: Uint8Array } | undefined {
  const entries = entriesOf(parseXml(xml, "configuration-map")).map(([key, value]) => ({
    key,
    value: value.children.length === 0 ? value.text : (textAt(value, "value") ?? ""),
    comment: textAt(value, "comment") ?? "",
  }));
  const lines = entries.flatMap(({ key, value, comment }) => [
    ...(comment === "" ? [] : [`# ${comment.replace(/\s+/g, " ")}`]),
    `${escapeKey(key)} = ${escapeValue(value)}`,
  ]);
  const text = `${lines.join("\n")}\n`;
  const back = parseProperties(text);
  if (back.size !== entries.length || entries.some(({ key, value }) => back.get(key) !== value)) return undefined;
  return { path: "configuration-map.properties", bytes: new TextEncoder().encode(text) };
}

function escapeKey(key: string): string {
  return escapeSigns(key).replace(/[ :=#!]/g, "\\$&");
}

function escapeValue(value: string): string {
  return escapeSigns(value).replace(/^ /, "\\ ");
}

function escapeSigns(text: string): string {
  return text
    .replaceAll("\\", "\\\\")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t")
    .replaceAll("\f", "\\f")
    .replace(/[^\x20-\x7e]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
