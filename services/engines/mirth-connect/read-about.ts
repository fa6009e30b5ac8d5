import type { ParsedExport, RawNode } from "#services/core/dialect";
import { branchNode, entriesOf, leafNode } from "./raw-nodes.js";

const FIELDS = ["version", "database"];

/** What settings, channels and extensions say better, and the day the engine was built, which its version tells. */
const TOLD_ELSEWHERE = new Set(["name", "date", "channelCount", "connectors", "plugins"]);

/**
 * Reads what the engine says of itself. Version and database are an artefact; its name is a setting, its date that of the
 * build, and the versions of its extensions are told with the extensions.
 */
export function readAbout(map: RawNode): ParsedExport {
  const entries = entriesOf(map);
  const about = new Map(entries.map(([key, value]) => [key, value.text]));
  const version = about.get("version");
  const channels = Number(about.get("channelCount") ?? Number.NaN);
  const serverName = about.get("name");
  const told = entries.filter(([key]) => !TOLD_ELSEWHERE.has(key)).map(([key, value]) => fieldOf(key, value));
  const inOrder = told.toSorted((a, b) => orderOf(a) - orderOf(b));
  return {
    artefacts:
      told.length === 0 ? [] : [{ kind: "engine", key: "engine", name: "Engine", root: branchNode("engine", inOrder) }],
    facts: {
      ...(version === undefined ? {} : { engineVersion: version }),
      ...(serverName === undefined ? {} : { serverName }),
      ...(Number.isInteger(channels) ? { counts: { channel: channels } } : {}),
    },
  };
}

/** Version and database have fields of their own; what a newer engine says besides is kept as it was read. */
function fieldOf(key: string, value: RawNode): RawNode {
  const isPlain = value.children.length === 0 && value.attributes.length === 0;
  return FIELDS.includes(key) && isPlain
    ? leafNode(key, value.text)
    : branchNode("entry", [leafNode("string", key), value]);
}

function orderOf({ name }: RawNode): number {
  const position = FIELDS.indexOf(name);
  return position < 0 ? FIELDS.length : position;
}
