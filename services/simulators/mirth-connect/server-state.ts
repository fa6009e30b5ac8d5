import { createHash, randomUUID } from "node:crypto";
import type { AlertData, ChannelData, CodeTemplateData, LibraryData, MirthModel, UserData } from "./model.js";
import { renderChannelBody } from "./render-channel.js";
import { escapeXml } from "./xml.js";

/** A channel as a running server holds it. */
export interface ChannelState {
  readonly id: string;
  name: string;
  readonly description: string;
  revision: number;
  /** What stands between `<revision>` and `<exportData>`. */
  body: string;
  enabled: boolean;
  lastModified: Date;
  userId: number;
  readonly pruneDays: number | undefined;
  readonly queued: number;
  initialState: string;
  destinationNames: readonly string[];
  deployed: { revision: number; at: Date; codeTemplatesChanged: boolean } | undefined;
}

export interface CodeTemplateState extends CodeTemplateData {
  readonly revision: number;
  readonly lastModified: Date;
}

export interface LibraryState extends Omit<LibraryData, "templates"> {
  readonly templates: readonly CodeTemplateState[];
  readonly revision: number;
  readonly lastModified: Date;
}

/** One line of the audit log. */
export interface EventState {
  readonly id: number;
  readonly at: Date;
  readonly name: string;
  readonly userId: number;
  readonly attributes: readonly (readonly [name: string, value: string])[];
}

/** Who does something on the simulated server; a user name of the model. */
export interface Actor {
  readonly by?: string;
}

/**
 * One simulated server: what it holds, and what people do to it. Every act behaves as on a real one: revisions rise on save, what
 * is saved is not deployed, a code template marks the channels that use it, and the audit log has an entry.
 */
export class ServerState {
  readonly model: MirthModel;
  readonly version: string;
  serverId: string;
  readonly channels = new Map<string, ChannelState>();
  groups: readonly { readonly id: string; readonly name: string; readonly description: string; channelIds: string[] }[];
  libraries: LibraryState[];
  readonly globalScripts: Map<string, string>;
  readonly configurationMap: Map<string, { value: string; comment: string | undefined }>;
  readonly settings: Map<string, string>;
  alerts: readonly AlertData[];
  readonly tags: readonly {
    readonly id: string;
    readonly name: string;
    channelIds: string[];
    readonly colour: readonly number[];
  }[];
  dependencies: readonly { readonly dependent: string; readonly dependency: string }[];
  readonly users: UserData[];
  readonly events: EventState[] = [];
  readonly lastLogins = new Map<number, Date>();
  private readonly clock: () => Date;
  /** Libraries stand in every channel's `exportData`, as after a read with `includeCodeTemplateLibraries`. */
  isCachePolluted = false;
  /** Orders hash sets: random, and constant while the simulated virtual machine lives. */
  private salt = randomUUID();

  constructor(model: MirthModel, clock: () => Date) {
    this.model = model;
    this.clock = clock;
    this.version = model.version ?? "4.5.2";
    this.serverId = model.serverId;
    const at = clock();
    for (const channel of model.channels) this.channels.set(channel.id, this.makeChannel(channel, at));
    this.groups = (model.groups ?? []).map((group) => ({
      id: group.id,
      name: group.name,
      description: group.description ?? "",
      channelIds: [...group.channelIds],
    }));
    this.libraries = (model.libraries ?? []).map((library) => ({
      ...library,
      revision: 1,
      lastModified: at,
      templates: library.templates.map((template) => ({ ...template, revision: 1, lastModified: at })),
    }));
    this.globalScripts = new Map(Object.entries(model.globalScripts ?? {}));
    this.configurationMap = new Map(
      (model.configurationMap ?? []).map(({ key, value, comment }) => [key, { value, comment }]),
    );
    this.settings = new Map(Object.entries(model.settings ?? {}));
    this.alerts = model.alerts ?? [];
    this.tags = (model.tags ?? []).map((tag) => ({
      id: tag.id,
      name: tag.name,
      channelIds: [...tag.channelIds],
      colour: tag.colour ?? [0, 0, 200],
    }));
    this.dependencies = model.dependencies ?? [];
    this.users = [...(model.users ?? [])];
    this.audit("Server startup", 0);
  }

  now(): Date {
    return this.clock();
  }

  /** What another tool's read with `includeCodeTemplateLibraries` does to every later read, until the next restart. */
  polluteCache(): void {
    this.isCachePolluted = true;
  }

  /** Ends the simulated virtual machine and starts it anew: hash sets come out in another order, and its cache is clean. */
  restart(): void {
    this.isCachePolluted = false;
    this.salt = randomUUID();
    this.audit("Server startup", 0);
  }

  /** The order that a hash set happens to have in this virtual machine. */
  setOrder(values: readonly string[]): readonly string[] {
    if (values.length < 2) return values;
    const rank = (value: string): string => createHash("sha1").update(this.salt).update(value).digest("hex");
    const ranked = values.map((value) => ({ value, rank: rank(value) }));
    return ranked.sort((a, b) => (a.rank < b.rank ? -1 : 1)).map(({ value }) => value);
  }

  getChannel(name: string): ChannelState {
    const found = [...this.channels.values()].find((channel) => channel.name === name || channel.id === name);
    if (found === undefined) throw new Error(`the simulated server has no channel '${name}'`);
    return found;
  }

  /** Saves a channel with one text replaced by another; does not deploy it. */
  editChannel(name: string, from: string, to: string, actor: Actor = {}): void {
    const channel = this.getChannel(name);
    const before = escapeXml(from);
    if (!channel.body.includes(before)) throw new Error(`channel '${name}' holds no '${from}'`);
    channel.body = channel.body.replace(before, () => escapeXml(to));
    this.saveChannel(channel, actor);
  }

  renameChannel(name: string, to: string, actor: Actor = {}): void {
    const channel = this.getChannel(name);
    channel.name = to;
    this.saveChannel(channel, actor);
  }

  deployChannel(name: string, actor: Actor = {}): void {
    const channel = this.getChannel(name);
    this.audit("Deploy channels", actor, [
      ["debugOptions", ""],
      ["returnErrors", "true\n"],
      ["channel", describe(channel)],
    ]);
    if (!channel.enabled) return;
    channel.deployed = { revision: channel.revision, at: this.now(), codeTemplatesChanged: false };
  }

  undeployChannel(name: string, actor: Actor = {}): void {
    const channel = this.getChannel(name);
    this.audit("Undeploy channels", actor, [["channel", describe(channel)]]);
    channel.deployed = undefined;
  }

  addChannel(data: ChannelData, actor: Actor = {}): void {
    const channel = this.makeChannel({ deployed: false, ...data }, this.now());
    this.channels.set(channel.id, channel);
    this.audit("Create channel", actor, [["channel", describe(channel)]]);
  }

  /** Removes a channel, and with it its place in groups, tags and dependencies; libraries and alerts keep its id. */
  removeChannel(name: string, actor: Actor = {}): void {
    const channel = this.getChannel(name);
    this.audit("Remove channel", actor, [["channel", describe(channel)]]);
    this.channels.delete(channel.id);
    for (const holder of [...this.groups, ...this.tags]) {
      holder.channelIds = holder.channelIds.filter((id) => id !== channel.id);
    }
    this.dependencies = this.dependencies.filter(
      ({ dependent, dependency }) => dependent !== channel.id && dependency !== channel.id,
    );
  }

  removeAlert(id: string, actor: Actor = {}): void {
    this.audit("Remove alert", actor, [["alertId", `${id}\n`]]);
    this.alerts = this.alerts.filter((alert) => alert.id !== id);
  }

  /** Enables or disables: no revision, no stamp, and a deployed channel stays deployed. */
  setChannelEnabled(name: string, enabled: boolean, actor: Actor = {}): void {
    const channel = this.getChannel(name);
    this.audit("Set channel enabled flag", actor, [
      ["channel", describe(channel)],
      ["enabled", `${enabled}\n`],
    ]);
    channel.enabled = enabled;
  }

  /** Sets a value; the comment stays unless another is given. */
  setConfigurationValue(key: string, value: string, actor: Actor & { readonly comment?: string } = {}): void {
    this.configurationMap.set(key, { value, comment: actor.comment ?? this.configurationMap.get(key)?.comment });
    const all = [...this.configurationMap].map(
      ([name, entry]) =>
        `${name}=com.mirth.connect.util.ConfigurationProperty[value=${entry.value}, comment=${entry.comment ?? "null"}]`,
    );
    this.audit("Set configuration map", actor, [["map", `{${all.join(", ")}}\n`]]);
  }

  setSetting(name: string, value: string, actor: Actor = {}): void {
    this.settings.set(name, value);
    this.audit("Set server settings", actor, [["settings", `ServerSettings[${name}=${value}]\n`]]);
  }

  setGlobalScript(name: string, script: string, actor: Actor = {}): void {
    this.globalScripts.set(name, script);
    const all = [...this.globalScripts].map(([key, text]) => `${key}=${text}`);
    this.audit("Set global scripts", actor, [["scripts", `{${all.join(", ")}}\n`]]);
  }

  /** Changes a template; every deployed channel that its library serves is then out of step with it. */
  editCodeTemplate(name: string, from: string, to: string, actor: Actor = {}): void {
    const library = this.libraries.find(({ templates }) => templates.some((template) => template.name === name));
    const template = library?.templates.find((each) => each.name === name);
    if (library === undefined || template === undefined || !template.code.includes(from)) {
      throw new Error(`no code template '${name}' holds '${from}'`);
    }
    const code = template.code.replace(from, () => to);
    const changed = { ...template, code, revision: template.revision + 1, lastModified: this.now() };
    const templates = library.templates.map((each) => (each === template ? changed : each));
    this.libraries = this.libraries.map((each) => (each === library ? { ...library, templates } : each));
    for (const channel of this.channels.values()) {
      if (channel.deployed && serves(library, channel.id)) channel.deployed.codeTemplatesChanged = true;
    }
    this.audit("Update code template", actor, [
      [
        "codeTemplate",
        `com.mirth.connect.model.codetemplates.CodeTemplate[id=${template.id}, name=${name}, code=${code}]\n`,
      ],
    ]);
  }

  /** Writes to the audit log, as reading and changing do. */
  audit(name: string, actor: Actor | number, attributes: EventState["attributes"] = []): void {
    const userId = typeof actor === "number" ? actor : this.userId(actor);
    this.events.push({ id: this.events.length + 1, at: this.now(), name, userId, attributes });
  }

  private userId(actor: Actor): number {
    if (actor.by === undefined) return this.users[0]?.id ?? 0;
    const found = this.users.find((user) => user.username === actor.by);
    if (found === undefined) throw new Error(`the simulated server has no user '${actor.by}'`);
    return found.id;
  }

  private saveChannel(channel: ChannelState, actor: Actor): void {
    channel.revision += 1;
    channel.lastModified = this.now();
    channel.userId = this.userId(actor);
    this.audit("Update channel", actor, [
      ["startEdit", ""],
      ["channel", describe(channel)],
      ["override", "true\n"],
    ]);
  }

  private makeChannel(data: ChannelData, at: Date): ChannelState {
    const revision = data.revision ?? 1;
    const enabled = data.enabled ?? true;
    const deployed = enabled && (data.deployed ?? true);
    return {
      id: data.id,
      name: data.name,
      description: data.description ?? "",
      revision,
      body: renderChannelBody(data, this.version),
      enabled,
      lastModified: at,
      userId: 1,
      pruneDays: data.pruneDays,
      queued: data.queued ?? 0,
      initialState: data.initialState ?? "STARTED",
      destinationNames: (data.destinations ?? []).map(({ name }) => name),
      deployed: deployed ? { revision, at, codeTemplatesChanged: false } : undefined,
    };
  }
}

function serves(library: LibraryState, channelId: string): boolean {
  if (library.enabledChannelIds?.includes(channelId)) return true;
  return library.includeNewChannels === true && !library.disabledChannelIds?.includes(channelId);
}

function describe(channel: ChannelState): string {
  return `Channel[id=${channel.id},name=${channel.name}]\n`;
}
