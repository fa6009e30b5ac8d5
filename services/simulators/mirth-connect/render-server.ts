import type { AlertData, UserData } from "./model.js";
import type { ChannelState, CodeTemplateState, EventState, LibraryState, ServerState } from "./server-state.js";
import { branch, leaf, renderXml, strings, type XmlElement } from "./xml.js";

/** A list written piece by piece, so that a large one never stands in memory as a whole. */
export function* renderList(root: string, items: Iterable<XmlElement>): Generator<string> {
  let any = false;
  for (const item of items) {
    yield `${any ? "" : `<${root}>\n`}${renderXml(item, "  ")}\n`;
    any = true;
  }
  yield any ? `</${root}>` : `<${root}/>`;
}

/** Channels, sorted by name as the engine does, with the facts that other lists hold copied into `exportData` from 3.9.0 on. */
export function* channelElements(
  state: ServerState,
  visible: (id: string) => boolean,
  exportData: boolean,
): Generator<XmlElement> {
  for (const channel of sortedByName([...state.channels.values()])) {
    if (!visible(channel.id)) continue;
    yield branch(
      "channel",
      [
        leaf("id", channel.id),
        leaf("nextMetaDataId", channel.destinationNames.length + 1),
        leaf("name", channel.name),
        leaf("description", channel.description),
        leaf("revision", channel.revision),
        { raw: channel.body.trimStart() },
        ...(exportData ? [exportDataElement(state, channel)] : []),
      ],
      versioned(state),
    );
  }
}

function exportDataElement(state: ServerState, channel: ChannelState): XmlElement {
  const dependents = state.dependencies.filter(({ dependency }) => dependency === channel.id);
  const dependencies = state.dependencies.filter(({ dependent }) => dependent === channel.id);
  const tags = tagElements(state, (ids) => ids.includes(channel.id));
  return branch("exportData", [
    branch("metadata", metadataFields(state, channel)),
    strings("dependentIds", state.setOrder(dependents.map(({ dependent }) => dependent))),
    strings("dependencyIds", state.setOrder(dependencies.map(({ dependency }) => dependency))),
    branch("channelTags", tags),
    ...(state.isCachePolluted ? [branch("codeTemplateLibraries", libraryElements(state))] : []),
  ]);
}

function metadataFields(state: ServerState, channel: ChannelState): readonly XmlElement[] {
  const pruning = channel.pruneDays === undefined ? [] : [channel.pruneDays];
  return [
    leaf("enabled", channel.enabled),
    calendar("lastModified", channel.lastModified),
    branch("pruningSettings", [
      ...pruning.map((days) => leaf("pruneMetaDataDays", days)),
      ...pruning.map((days) => leaf("pruneContentDays", days)),
      leaf("archiveEnabled", true),
      leaf("pruneErroredMessages", false),
    ]),
    ...(isAtLeast(state.version, "4.2.0") ? [leaf("userId", channel.userId)] : []),
  ];
}

export function metadataElements(state: ServerState): readonly XmlElement[] {
  return inSetOrder(state, state.channels.values(), ({ id }) => id).map((channel) =>
    entry(channel.id, branch("com.mirth.connect.model.ChannelMetadata", metadataFields(state, channel))),
  );
}

export function idsAndNamesElements(state: ServerState, visible: (id: string) => boolean): readonly XmlElement[] {
  return inSetOrder(state, state.channels.values(), ({ id }) => id)
    .filter(({ id }) => visible(id))
    .map((channel) => entry(channel.id, leaf("string", channel.name)));
}

export function groupElements(state: ServerState): readonly XmlElement[] {
  return sortedByName(state.groups).map((group) =>
    branch(
      "channelGroup",
      [
        leaf("id", group.id),
        leaf("name", group.name),
        leaf("revision", 1),
        calendar("lastModified", state.now()),
        leaf("description", group.description),
        branch(
          "channels",
          group.channelIds.map((id) => branch("channel", [leaf("id", id), leaf("revision", 0)], versioned(state))),
        ),
      ],
      versioned(state),
    ),
  );
}

export function libraryElements(state: ServerState): readonly XmlElement[] {
  return sortedByName(state.libraries).map((library) => libraryElement(state, library));
}

function libraryElement(state: ServerState, library: LibraryState): XmlElement {
  return branch(
    "codeTemplateLibrary",
    [
      leaf("id", library.id),
      leaf("name", library.name),
      leaf("revision", library.revision),
      calendar("lastModified", library.lastModified),
      leaf("description", library.description ?? ""),
      leaf("includeNewChannels", library.includeNewChannels ?? false),
      strings("enabledChannelIds", state.setOrder(library.enabledChannelIds ?? [])),
      strings("disabledChannelIds", state.setOrder(library.disabledChannelIds ?? [])),
      branch(
        "codeTemplates",
        library.templates.map((template) => codeTemplateElement(state, template)),
      ),
    ],
    versioned(state),
  );
}

function codeTemplateElement(state: ServerState, template: CodeTemplateState): XmlElement {
  return branch(
    "codeTemplate",
    [
      leaf("id", template.id),
      leaf("name", template.name),
      leaf("revision", template.revision),
      calendar("lastModified", template.lastModified),
      branch("contextSet", [
        branch(
          "delegate",
          state.setOrder(template.contexts).map((context) => leaf("contextType", context)),
        ),
      ]),
      branch("properties", [leaf("type", template.type ?? "FUNCTION"), leaf("code", template.code)], {
        class: "com.mirth.connect.model.codetemplates.BasicCodeTemplateProperties",
      }),
    ],
    versioned(state),
  );
}

export function globalScriptElements(state: ServerState): readonly XmlElement[] {
  return inSetOrder(state, state.globalScripts, ([name]) => name).map(([name, script]) =>
    entry(name, leaf("string", script)),
  );
}

export function configurationMapElements(state: ServerState): readonly XmlElement[] {
  return inSetOrder(state, state.configurationMap, ([key]) => key).map(([key, { value, comment }]) =>
    entry(
      key,
      branch("com.mirth.connect.util.ConfigurationProperty", [
        leaf("value", value),
        ...(comment === undefined ? [] : [leaf("comment", comment)]),
      ]),
    ),
  );
}

export function settingsElement(state: ServerState): XmlElement {
  const environment = isAtLeast(state.version, "3.7.0")
    ? [leaf("environmentName", state.model.environmentName ?? "")]
    : [];
  return branch("serverSettings", [
    ...environment,
    leaf("serverName", state.model.serverName),
    leaf("clearGlobalMap", true),
    leaf("queueBufferSize", 1000),
    ...[...state.settings].map(([name, value]) => leaf(name, value)),
  ]);
}

export function resourceElements(state: ServerState): readonly XmlElement[] {
  const standard = {
    id: "Default Resource",
    name: "[Default Resource]",
    description: "Loads libraries from the custom-lib folder.",
    directory: "custom-lib",
  };
  return [standard, ...(state.model.resources ?? [])].map((resource) =>
    branch(
      "com.mirth.connect.plugins.directoryresource.DirectoryResourceProperties",
      [
        leaf("pluginPointName", "Directory Resource"),
        leaf("type", "Directory"),
        leaf("id", resource.id),
        leaf("name", resource.name),
        leaf("description", resource.description ?? ""),
        leaf("includeWithGlobalScripts", resource === standard),
        leaf("loadParentFirst", false),
        leaf("directory", resource.directory),
        leaf("directoryRecursion", true),
      ],
      versioned(state),
    ),
  );
}

export function tagElements(
  state: ServerState,
  wanted: (channelIds: readonly string[]) => boolean = () => true,
): readonly XmlElement[] {
  return inSetOrder(state, state.tags, ({ id }) => id)
    .filter(({ channelIds }) => wanted(channelIds))
    .map((tag) =>
      branch("channelTag", [
        leaf("id", tag.id),
        leaf("name", tag.name),
        strings("channelIds", state.setOrder(tag.channelIds)),
        branch("backgroundColor", [
          leaf("red", tag.colour[0] ?? 0),
          leaf("green", tag.colour[1] ?? 0),
          leaf("blue", tag.colour[2] ?? 0),
          leaf("alpha", 255),
        ]),
      ]),
    );
}

export function dependencyElements(state: ServerState): readonly XmlElement[] {
  return inSetOrder(state, state.dependencies, ({ dependent, dependency }) => `${dependent} ${dependency}`).map(
    ({ dependent, dependency }) =>
      branch("channelDependency", [leaf("dependentId", dependent), leaf("dependencyId", dependency)]),
  );
}

export function alertElements(state: ServerState): readonly XmlElement[] {
  return (state.model.alerts ?? []).map((alert) =>
    branch(
      "alertModel",
      [
        leaf("id", alert.id),
        leaf("name", alert.name),
        leaf("enabled", alert.enabled ?? true),
        alertTrigger(state, alert),
        branch("actionGroups", [alertActions(state, alert)]),
        branch("properties", []),
      ],
      versioned(state),
    ),
  );
}

function alertTrigger(state: ServerState, alert: AlertData): XmlElement {
  return branch(
    "trigger",
    [
      branch(
        "alertChannels",
        [
          leaf("newChannelSource", false),
          leaf("newChannelDestination", false),
          strings("enabledChannels", state.setOrder(alert.channelIds)),
          branch("disabledChannels", []),
          branch("partialChannels", []),
        ],
        versioned(state),
      ),
      branch(
        "errorEventTypes",
        state.setOrder(alert.errorTypes).map((type) => leaf("errorEventType", type)),
      ),
      leaf("regex", alert.regex ?? ""),
    ],
    { class: "defaultTrigger", ...versioned(state) },
  );
}

function alertActions(state: ServerState, alert: AlertData): XmlElement {
  const actions = alert.recipients.map((recipient) =>
    branch("alertAction", [leaf("protocol", "Email"), leaf("recipient", recipient)], versioned(state)),
  );
  return branch(
    "alertActionGroup",
    [branch("actions", actions), leaf("subject", alert.subject), leaf("template", alert.template)],
    versioned(state),
  );
}

export function userElements(state: ServerState): readonly XmlElement[] {
  return state.users.map((user) => userElement(state, user));
}

function userElement(state: ServerState, user: UserData): XmlElement {
  const lastLogin = state.lastLogins.get(user.id);
  return branch("user", [
    leaf("id", user.id),
    leaf("username", user.username),
    leaf("email", user.email ?? ""),
    leaf("firstName", user.firstName ?? ""),
    leaf("lastName", user.lastName ?? ""),
    leaf("organization", ""),
    leaf("description", user.description ?? ""),
    leaf("phoneNumber", ""),
    leaf("industry", ""),
    ...(lastLogin ? [calendar("lastLogin", lastLogin)] : []),
    leaf("strikeCount", 0),
    leaf("userConsent", false),
  ]);
}

export function driverElements(state: ServerState): readonly XmlElement[] {
  return (state.model.drivers ?? []).map((driver) =>
    branch("driverInfo", [
      leaf("className", driver.className),
      leaf("name", driver.name),
      leaf("template", driver.template),
      leaf("selectLimit", driver.selectLimit),
      branch("alternativeClassNames", []),
    ]),
  );
}

export function extensionElements(state: ServerState, kind: "plugin" | "connector"): readonly XmlElement[] {
  const extensions = kind === "plugin" ? pluginsOf(state) : connectorsOf(state);
  return inSetOrder(state, extensions, ({ name }) => name).map(({ name, version }) =>
    entry(
      name,
      branch(
        `${kind}MetaData`,
        [
          leaf("name", name),
          leaf("author", "Simulated"),
          leaf("mirthVersion", state.version),
          leaf("pluginVersion", version),
          leaf("url", ""),
          leaf("description", ""),
        ],
        { path: name.toLowerCase().replaceAll(/[^a-z]/g, "") },
      ),
    ),
  );
}

export function propertiesElement(state: ServerState, plugin: string): XmlElement {
  const properties = Object.entries(state.model.pluginProperties?.[plugin] ?? {});
  return branch(
    "properties",
    properties.map(([name, value]) => leaf("property", value, { name })),
  );
}

export function statusElements(state: ServerState, includeUndeployed: boolean): readonly XmlElement[] {
  return inSetOrder(state, state.channels.values(), ({ id }) => id)
    .filter((channel) => includeUndeployed || channel.deployed)
    .map((channel) => statusElement(channel));
}

function statusElement(channel: ChannelState): XmlElement {
  const { deployed } = channel;
  const state = deployed ? channel.initialState : "UNDEPLOYED";
  const child = (name: string, metaDataId: number, statusType: string): XmlElement =>
    branch("dashboardStatus", [
      leaf("channelId", channel.id),
      leaf("name", name),
      leaf("state", state),
      branch("childStatuses", []),
      leaf("metaDataId", metaDataId),
      leaf("queueEnabled", metaDataId > 0 && channel.queued > 0),
      leaf("queued", metaDataId === 1 ? channel.queued : 0),
      leaf("waitForPrevious", metaDataId > 0),
      leaf("statusType", statusType),
    ]);
  return branch("dashboardStatus", [
    leaf("channelId", channel.id),
    leaf("name", channel.name),
    leaf("state", state),
    leaf("deployedRevisionDelta", deployed ? channel.revision - deployed.revision : 0),
    ...(deployed ? [calendar("deployedDate", deployed.at)] : []),
    ...(deployed?.codeTemplatesChanged ? [leaf("codeTemplatesChanged", true)] : []),
    branch("childStatuses", [
      child("Source", 0, "SOURCE_CONNECTOR"),
      ...channel.destinationNames.map((name, index) => child(name, index + 1, "DESTINATION_CONNECTOR")),
    ]),
    leaf("metaDataId", 0),
    leaf("queueEnabled", false),
    leaf("queued", channel.queued),
    leaf("waitForPrevious", false),
    leaf("statusType", "CHANNEL"),
  ]);
}

/** The audit log, newest first. */
export function eventElements(state: ServerState, limit: number): readonly XmlElement[] {
  return state.events
    .slice(Math.max(0, state.events.length - limit))
    .reverse()
    .map((event) => eventElement(state, event));
}

function eventElement(state: ServerState, event: EventState): XmlElement {
  const attributes = event.attributes.map(([name, value]) => entry(name, leaf("string", value)));
  return branch("event", [
    leaf("dateTime", state.now().getTime()),
    leaf("nanoTime", event.id),
    leaf("id", event.id),
    calendar("eventTime", event.at),
    leaf("level", "INFORMATION"),
    leaf("name", event.name),
    branch("attributes", attributes, { class: "linked-hash-map" }),
    leaf("outcome", "SUCCESS"),
    leaf("userId", event.userId),
    leaf("ipAddress", "127.0.0.1"),
    leaf("serverId", state.serverId),
  ]);
}

export function aboutElement(state: ServerState): XmlElement {
  const versions = (extensions: readonly { readonly name: string; readonly version: string }[]): XmlElement =>
    branch(
      "map",
      extensions.map(({ name, version }) => entry(name, leaf("string", version))),
    );
  return branch("map", [
    entry("date", leaf("string", "November 23, 2026")),
    entry("channelCount", leaf("int", state.channels.size)),
    entry("database", leaf("string", "derby")),
    entry("connectors", versions(connectorsOf(state))),
    entry("plugins", versions(pluginsOf(state))),
    entry("name", leaf("string", state.model.serverName)),
    entry("version", leaf("string", state.version)),
  ]);
}

export function timeElement(now: Date): XmlElement {
  return calendar("gregorian-calendar", now);
}

/** Compares versions by their numbers. */
export function isAtLeast(version: string, floor: string): boolean {
  const parts = (text: string): readonly number[] => text.split(".").map(Number);
  const [have, want] = [parts(version), parts(floor)];
  for (const [index, part] of want.entries()) {
    const mine = have[index] ?? 0;
    if (mine !== part) return mine > part;
  }
  return true;
}

function pluginsOf(state: ServerState): readonly { readonly name: string; readonly version: string }[] {
  const plugins = state.model.plugins ?? [{ name: "Data Pruner" }, { name: "Server Log" }];
  return plugins.map(({ name, version }) => ({ name, version: version ?? state.version }));
}

function connectorsOf(state: ServerState): readonly { readonly name: string; readonly version: string }[] {
  return ["TCP Listener", "TCP Sender", "File Reader", "HTTP Sender"].map((name) => ({ name, version: state.version }));
}

function calendar(name: string, at: Date): XmlElement {
  return branch(name, [leaf("time", at.getTime()), leaf("timezone", "Etc/UTC")]);
}

function entry(key: string, value: XmlElement): XmlElement {
  return branch("entry", [leaf("string", key), value]);
}

function versioned(state: ServerState): { readonly version: string } {
  return { version: state.version };
}

function sortedByName<T extends { readonly name: string }>(items: readonly T[]): readonly T[] {
  return items.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function inSetOrder<T>(state: ServerState, items: Iterable<T>, key: (item: T) => string): readonly T[] {
  const byKey = new Map([...items].map((item) => [key(item), item]));
  const ordered: T[] = [];
  for (const each of state.setOrder([...byKey.keys()])) {
    const item = byKey.get(each);
    if (item !== undefined) ordered.push(item);
  }
  return ordered;
}
