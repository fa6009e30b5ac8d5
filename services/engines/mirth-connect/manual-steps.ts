import type { ByHand } from "#services/ports/package-writer";

/** In what order things are put in: what others need comes first. */
export const RANKS = {
  resource: 10,
  "database-driver": 11,
  extension: 12,
  "server-settings": 15,
  "configuration-map": 20,
  "global-script": 25,
  "code-template-library": 30,
  "code-template": 31,
  channel: 40,
  "channel-metadata": 45,
  "channel-dependencies": 46,
  tag: 47,
  "channel-group": 48,
  alert: 50,
  "plugin-properties": 55,
  user: 60,
} as const satisfies Record<string, number>;

const LAST = 90;

/** Where in Mirth Administrator a kind is edited, and why no file brings it. */
const PLACES: Readonly<Record<string, { readonly where: string; readonly why: string }>> = {
  channel: { where: "Channels", why: "its element was not found in what the engine said" },
  "channel-metadata": {
    where: "Channels: 'Enable Channel' or 'Disable Channel', and the channel's pruning settings",
    why: "an engine before 3.9 keeps it apart from the channel, and imports no file of it",
  },
  "channel-group": {
    where: "Channels: drag the channels into the group",
    why: "a group that is imported brings its channels along, and the engine told them by their ids alone",
  },
  tag: { where: "Settings, Tags", why: "the engine imports no file of tags" },
  "channel-dependencies": {
    where: "Channels, each channel's 'Set Dependencies'",
    why: "the engine imports no file of dependencies",
  },
  "server-settings": {
    where: "Settings, Server",
    why: "only a whole-server restore takes them from a file, and that replaces everything else, too",
  },
  resource: { where: "Settings, Resources", why: "the engine imports no file of resources" },
  "plugin-properties": { where: "Settings, on the plugin's own tab", why: "the engine imports no file of them" },
  extension: { where: "Extensions", why: "a plugin is installed, and the engine started anew" },
  "database-driver": { where: "the database connectors' driver list", why: "the engine imports no file of drivers" },
  user: { where: "Users", why: "accounts are made by hand, and their passwords are in no export" },
  engine: { where: "the server itself", why: "version, database and time zone are no configuration that is imported" },
  "code-template-library": {
    where: "Edit Code Templates",
    why: "its file would bring templates along that are not as approved",
  },
  "code-template": { where: "Edit Code Templates", why: "its element was not found in what the engine said" },
  "global-script": { where: "Edit Global Scripts", why: "its entry was not found in what the engine said" },
  "configuration-map": { where: "Settings, Configuration Map", why: "its entry was not found in what the engine said" },
  alert: { where: "Alerts", why: "its element was not found in what the engine said" },
};

const ELSEWHERE = { where: "Mirth Administrator", why: "the engine imports no file of this kind" };

export function whyByHand(kind: string): string {
  return placeOf(kind).why;
}

export function manualStep(kind: string, act: "put" | "remove"): Pick<ByHand, "how" | "rank"> {
  const { where } = placeOf(kind);
  const rank = Object.entries(RANKS).find(([name]) => name === kind)?.[1] ?? LAST;
  // What others need goes last.
  return act === "put" ? { how: where, rank } : { how: `${where}: delete it`, rank: -rank };
}

function placeOf(kind: string): { readonly where: string; readonly why: string } {
  return (Object.hasOwn(PLACES, kind) ? PLACES[kind] : undefined) ?? ELSEWHERE;
}
