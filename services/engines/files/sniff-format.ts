import type { FileFormat } from "#schemas/rule-pack";
import { isCpf } from "#services/formats/cpf/parse-cpf";

const BY_EXTENSION: Readonly<Record<string, FileFormat>> = {
  xml: "xml",
  json: "json",
  yaml: "yaml",
  yml: "yaml",
  properties: "properties",
  ini: "ini",
  cfg: "ini",
  conf: "ini",
  cpf: "cpf",
};

/** Scripts and pages, which are compared line by line whatever they begin with. */
const SCRIPTS = /\.(?:js|mjs|tcl|py|groovy|java|sql|sh|lua|xslt?|html?|css|md|txt|csv|hl7)$/i;

/** Guesses the format of a file from its name and its first characters; `text` where nothing speaks for another. */
export function sniffFormat(path: string, text: string): FileFormat {
  if (SCRIPTS.test(path)) return "text";
  const name = path.slice(path.lastIndexOf("/") + 1);
  const known = BY_EXTENSION[name.slice(name.lastIndexOf(".") + 1).toLowerCase()];
  if (known !== undefined) return known;
  if (name === "NetConfig") return "tcl-list";
  const start = text
    .slice(0, 1000)
    .replace(/^\ufeff/, "")
    .trimStart();
  if (/^<(?:\?xml|[A-Za-z])/.test(start)) return "xml";
  if (/^[[{]\s*["[{\]}]/.test(start)) return "json";
  return start.startsWith("[") && isCpf(text) ? "cpf" : "text";
}
