import type { Concept } from "#services/core/dialect";

/** Folder in Git of each kind of artefact. */
export const FOLDERS = {
  channel: "channels",
  "channel-group": "channel-groups",
  "channel-metadata": "channel-metadata",
  "code-template-library": "code-template-libraries",
  "code-template": "code-templates",
  "global-script": "global-scripts",
  "configuration-map": "configuration-map",
  alert: "alerts",
  tag: "tags",
  "channel-dependencies": "channel-dependencies",
  "server-settings": "server-settings",
  resource: "resources",
  "plugin-properties": "plugin-properties",
  extension: "extensions",
  "database-driver": "database-drivers",
  user: "users",
  engine: "engine",
  other: "other",
} as const satisfies Record<string, string>;

/** What a person calls one artefact of a kind. */
export const KIND_TITLES: Readonly<Record<string, string>> = {
  channel: "Channel",
  "channel-group": "Channel group",
  "channel-metadata": "Channel metadata",
  "code-template-library": "Code template library",
  "code-template": "Code template",
  "global-script": "Global script",
  "configuration-map": "Configuration map",
  alert: "Alert",
  tag: "Tag",
  "channel-dependencies": "Channel dependencies",
  "server-settings": "Server settings",
  resource: "Resource",
  "plugin-properties": "Plugin properties",
  extension: "Extension",
  "database-driver": "Database driver",
  user: "User",
  engine: "Engine",
  other: "Document",
};

/** What each kind is to a person who knows no product. */
export const CONCEPTS: Readonly<Record<Kind, Concept>> = {
  channel: "interface",
  "channel-group": "setting",
  "channel-metadata": "setting",
  "code-template-library": "code",
  "code-template": "code",
  "global-script": "code",
  "configuration-map": "setting",
  alert: "alert",
  tag: "setting",
  "channel-dependencies": "setting",
  "server-settings": "setting",
  resource: "platform",
  "plugin-properties": "setting",
  extension: "platform",
  "database-driver": "platform",
  user: "access",
  engine: "platform",
  other: "other",
};

export type Kind = keyof typeof FOLDERS;
