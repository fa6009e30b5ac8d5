import type { Waiver } from "#schemas/policy";
import { yamlText } from "../discovery/yaml-text.js";

/** A waiver as an entry of a YAML list, a line each: nothing in it can leave its place or look like something else. */
export function waiverLines({ artefact, ...waiver }: Waiver): readonly string[] {
  const fields = Object.entries(waiver).flatMap(([name, value]) =>
    value === undefined || name === "id" ? [] : [`  ${name}: ${textOf(value)}`],
  );
  const pattern = Object.entries(artefact).flatMap(([name, value]) =>
    value === undefined ? [] : [`    ${name}: ${yamlText(value)}`],
  );
  return [`- id: ${yamlText(waiver.id)}`, "  artefact:", ...pattern, ...fields];
}

/** A digest reads as it stands. */
function textOf(value: string): string {
  return /^sha256:[0-9a-f]{64}$/.test(value) ? value : yamlText(value);
}
