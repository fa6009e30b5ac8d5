import type { Engine } from "#schemas/estate";
import type { Selector } from "./parse-selector.js";

/** What a selector may have meant that stands for nothing, as a sentence after a space; empty where there is nothing to say. */
export function hintSelector(selector: Selector, engines: readonly Engine[]): string {
  const engine = engines.find(({ id }) => id === selector.engineId);
  if (engine === undefined) {
    const known = engines.map(({ id }) => id).join(", ");
    return ` There is no engine '${selector.engineId}' in estate.yaml; there are: ${known || "none"}.`;
  }
  if (selector.type === "baseline")
    return ` 'lockstep baseline adopt ${engine.id} --help' says how the first one is approved.`;
  if (engine.nodes.some(({ id }) => id === selector.nodeId)) return ` Run 'lockstep check ${engine.id}'.`;
  const nodes = engine.nodes.map(({ id, role }) => `${engine.id}/${id} (${role})`).join(", ");
  return ` A selector names a node by its id: ${nodes}.`;
}
