/** One source of a read: what is asked, since when the engine has it, and how the answer is taken apart. */
export interface ReadSource {
  /** The name the dialect knows it by. */
  readonly source: string;
  /** Below `/api`, with its query. */
  readonly path: string;
  /** Name of the root element, where it is not a list, set or map. */
  readonly root?: string;
  /** Name of each item of a large list, which is then split and never held as a whole. */
  readonly item?: string;
  /** First version that has it; an older engine is not asked. */
  readonly since?: string;
  /** First version that need not be asked, because another answer says the same. */
  readonly until?: string;
  /** Without it the read is worthless: its failure is the read's failure. */
  readonly required?: true;
}

/**
 * What is read after signing in, one after the other, in this order: users before events, so that events can name people.
 * Never `/server/configuration` (it changes what later reads see), `includeCodeTemplateLibraries` (the same) or
 * `/server/encryption` (it holds the key of the key store).
 */
export const READ_SOURCES: readonly ReadSource[] = [
  { source: "channels", path: "/channels", item: "channel", required: true },
  { source: "channel-groups", path: "/channelgroups" },
  {
    source: "code-template-libraries",
    path: "/codeTemplateLibraries?includeCodeTemplates=true",
    item: "codeTemplateLibrary",
  },
  { source: "global-scripts", path: "/server/globalScripts" },
  { source: "configuration-map", path: "/server/configurationMap" },
  { source: "server-settings", path: "/server/settings", root: "serverSettings" },
  { source: "resources", path: "/server/resources" },
  { source: "channel-tags", path: "/server/channelTags", since: "3.5.0" },
  { source: "channel-dependencies", path: "/server/channelDependencies" },
  { source: "channel-metadata", path: "/server/channelMetadata", since: "3.5.0", until: "3.9.0" },
  { source: "alerts", path: "/alerts" },
  { source: "database-drivers", path: "/server/databaseDrivers" },
  { source: "extensions-connectors", path: "/extensions/connectors" },
  { source: "users", path: "/users" },
  { source: "statuses", path: "/channels/statuses?includeUndeployed=true", item: "dashboardStatus" },
  // From 3.9.0 on the channels carry their metadata along: read again, it only says which are switched off.
  { source: "channel-switches", path: "/server/channelMetadata", since: "3.9.0" },
  { source: "events", path: "/events?limit=1000", item: "event" },
];

/** The extension list, whose names say which plugin properties there are to read. */
export const PLUGINS: ReadSource = { source: "extensions-plugins", path: "/extensions/plugins" };

/** The engine's own count of what it holds. */
export const ABOUT: ReadSource = { source: "about", path: "/server/about" };

/** The engine's own list of channels by id, to count them. */
export const CHANNEL_NAMES: ReadSource = { source: "channels", path: "/channels/idsAndNames" };

/** The properties of one plugin; its name comes from the engine and is one segment of the path whatever it holds. */
export function pluginProperties(plugin: string): ReadSource {
  return {
    source: `plugin-properties/${plugin}`,
    path: `/extensions/${encodeURIComponent(plugin)}/properties`,
    root: "properties",
  };
}

/** Every request this connector may send, as `METHOD /path` without query; `*` stands for one segment. */
export const READ_REQUESTS: readonly string[] = [
  "POST /api/users/_login",
  "POST /api/users/_logout",
  ...["/server/status", "/server/version", "/server/id", "/server/timezone", "/server/time"].map(asRequest),
  ...new Set([ABOUT, CHANNEL_NAMES, PLUGINS, ...READ_SOURCES].map(({ path }) => asRequest(path))),
  "GET /api/extensions/*/properties",
];

function asRequest(path: string): string {
  return `GET /api${path.split("?")[0] ?? path}`;
}
