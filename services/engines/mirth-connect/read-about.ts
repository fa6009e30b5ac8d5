import type { ParsedExport, RawNode } from "#services/core/dialect";
import { branchNode, entriesOf, leafNode } from "./raw-nodes.js";

/**
 * Reads what the engine says of itself. Version and database are an artefact; its name is a setting, its date that of the
 * build, and the versions of its extensions are told with the extensions.
 */
export function readAbout(map: RawNode): ParsedExport {
  const about = new Map(entriesOf(map).map(([key, value]) => [key, value.text]));
  const version = about.get("version");
  const channels = Number(about.get("channelCount") ?? Number.NaN);
  const serverName = about.get("name");
  const known = ["version", "database"].flatMap((key) => {
    const text = about.get(key);
    return text === undefined ? [] : [leafNode(key, text)];
  });
  return {
    artefacts:
      known.length === 0 ? [] : [{ kind: "engine", key: "engine", name: "Engine", root: branchNode("engine", known) }],
    facts: {
      ...(version === undefined ? {} : { engineVersion: version }),
      ...(serverName === undefined ? {} : { serverName }),
      ...(Number.isInteger(channels) ? { counts: { channel: channels } } : {}),
    },
  };
}
