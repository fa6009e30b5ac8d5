import type { ExportItem, ParsedExport } from "#services/core/dialect";
import { parseUdlClass } from "#services/formats/udl/parse-udl-class";
import { parseXml } from "#services/formats/xml/parse-xml";
import { classArtefacts } from "./class-artefacts.js";
import { type DefaultsInForce, defaultsOverrule, mayOverrule } from "./effective-settings.js";
import { parseJsonObject, textIn } from "./json-answer.js";
import { malformed } from "./place.js";
import { childOf } from "./raw-nodes.js";
import { type SystemDefault, systemDefaultsOf } from "./system-defaults.js";

/** Reads a production with the system default settings of its namespace, so that what is compared is what takes effect. */
export function parseProduction({ bytes, origin }: ExportItem): ParsedExport {
  const answer = parseJsonObject(bytes, origin);
  const namespace = textIn(answer, "namespace");
  if (namespace === "") throw malformed(origin, 1, "it names no namespace");
  const definition = parseUdlClass(textIn(answer, "production"), origin);
  const said = textIn(answer, "defaults");
  const defaults = said === "" ? undefined : readDefaults(said, origin);
  const overrule = defaultsOverrule(textIn(answer, "engineVersion"));
  if (overrule === undefined && defaults?.some(mayOverrule)) {
    throw malformed(origin, 1, "without the engine's version it cannot be told which settings are in force");
  }
  const inForce: DefaultsInForce | undefined =
    defaults === undefined ? undefined : { production: definition.name, defaults, overrule: overrule ?? false };
  const autoStart = answer["autoStart"];
  return classArtefacts(
    definition,
    { namespace, origin },
    {
      ...(inForce === undefined ? {} : { defaults: inForce }),
      autoStart: typeof autoStart === "boolean" ? autoStart : null,
    },
  );
}

/** The document comes with its wrapper, or without. */
function readDefaults(text: string, origin: string): readonly SystemDefault[] {
  const root = parseXml(text, origin);
  const document = root.name === "Export" ? childOf(root, "Document") : root;
  const settings = document?.name === "Document" ? childOf(document, "defaultSettings") : document;
  if (settings?.name !== "defaultSettings") throw malformed(origin, 1, "it does not hold the system default settings");
  return systemDefaultsOf(settings);
}
