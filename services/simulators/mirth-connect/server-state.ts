import { type Actor, type EventState, idOfActor } from "./audit-log.js";
import { channelText, codeTemplateText, configurationMapText, mapText } from "./audit-texts.js";
import { type ChannelState, makeChannel } from "./channel-state.js";
import { HashOrder } from "./hash-order.js";
import { editTemplate, type LibraryState, makeLibrary, serves } from "./library-state.js";
import type { AlertData, ChannelData, MirthModel, UserData } from "./model.js";
import { escapeXml } from "./xml.js";

/** Channels that belong together for a reader, by id. */
interface ChannelSet {
  readonly id: string;
  readonly name: string;
  channelIds: string[];
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
  groups: readonly (ChannelSet & { readonly description: string })[];
  libraries: LibraryState[];
  readonly globalScripts: Map<string, string>;
  readonly configurationMap: Map<string, { value: string; comment: string | undefined }>;
  readonly settings: Map<string, string>;
  alerts: readonly AlertData[];
  readonly tags: readonly (ChannelSet & { readonly colour: readonly number[] })[];
  dependencies: readonly { readonly dependent: string; readonly dependency: string }[];
  readonly users: UserData[];
  readonly events: EventState[] = [];
  readonly lastLogins = new Map<number, Date>();
  private readonly clock: () => Date;
  /** Libraries stand in every channel's `exportData`, as after a read with `includeCodeTemplateLibraries`. */
  isCachePolluted = false;
  private hashOrder = new HashOrder();

  constructor(model: MirthModel, clock: () => Date) {
    this.model = model;
    this.clock = clock;
    this.version = model.version ?? "4.5.2";
    this.serverId = model.serverId;
    const at = clock();
    for (const channel of model.channels) this.channels.set(channel.id, makeChannel(channel, this.version, at));
    this.groups = (model.groups ?? []).map(({ description = "", channelIds, ...group }) => ({
      ...group,
      description,
      channelIds: [...channelIds],
    }));
    this.libraries = (model.libraries ?? []).map((library) => makeLibrary(library, at));
    this.globalScripts = new Map(Object.entries(model.globalScripts ?? {}));
    this.configurationMap = new Map(
      (model.configurationMap ?? []).map(({ key, value, comment }) => [key, { value, comment }]),
    );
    this.settings = new Map(Object.entries(model.settings ?? {}));
    this.alerts = model.alerts ?? [];
    this.tags = (model.tags ?? []).map(({ colour = [0, 0, 200], channelIds, ...tag }) => ({
      ...tag,
      colour,
      channelIds: [...channelIds],
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
    this.hashOrder = new HashOrder();
    this.audit("Server startup", 0);
  }

  /** The order that a hash set happens to have in this virtual machine. */
  setOrder(values: readonly string[]): readonly string[] {
    return this.hashOrder.order(values);
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
      ["channel", channelText(channel)],
    ]);
    if (!channel.enabled) return;
    channel.deployed = { revision: channel.revision, at: this.now(), codeTemplatesChanged: false };
  }

  undeployChannel(name: string, actor: Actor = {}): void {
    const channel = this.getChannel(name);
    this.audit("Undeploy channels", actor, [["channel", channelText(channel)]]);
    channel.deployed = undefined;
  }

  addChannel(data: ChannelData, actor: Actor = {}): void {
    const channel = makeChannel({ deployed: false, ...data }, this.version, this.now());
    this.channels.set(channel.id, channel);
    this.audit("Create channel", actor, [["channel", channelText(channel)]]);
  }

  /** Removes a channel, and with it its place in groups, tags and dependencies; libraries and alerts keep its id. */
  removeChannel(name: string, actor: Actor = {}): void {
    const channel = this.getChannel(name);
    this.audit("Remove channel", actor, [["channel", channelText(channel)]]);
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
      ["channel", channelText(channel)],
      ["enabled", `${enabled}\n`],
    ]);
    channel.enabled = enabled;
  }

  /** Sets a value; the comment stays unless another is given. */
  setConfigurationValue(key: string, value: string, actor: Actor & { readonly comment?: string } = {}): void {
    this.configurationMap.set(key, { value, comment: actor.comment ?? this.configurationMap.get(key)?.comment });
    this.audit("Set configuration map", actor, [["map", configurationMapText(this.configurationMap)]]);
  }

  setSetting(name: string, value: string, actor: Actor = {}): void {
    this.settings.set(name, value);
    this.audit("Set server settings", actor, [["settings", `ServerSettings[${name}=${value}]\n`]]);
  }

  setGlobalScript(name: string, script: string, actor: Actor = {}): void {
    this.globalScripts.set(name, script);
    this.audit("Set global scripts", actor, [["scripts", mapText([...this.globalScripts])]]);
  }

  /** Changes a template; every deployed channel that its library serves is then out of step with it. */
  editCodeTemplate(name: string, from: string, to: string, actor: Actor = {}): void {
    const { libraries, library, template } = editTemplate(this.libraries, name, { from, to, at: this.now() });
    this.libraries = libraries;
    for (const channel of this.channels.values()) {
      if (channel.deployed && serves(library, channel.id)) channel.deployed.codeTemplatesChanged = true;
    }
    this.audit("Update code template", actor, [["codeTemplate", codeTemplateText(template)]]);
  }

  /** Writes to the audit log, as reading and changing do. */
  audit(name: string, actor: Actor | number, attributes: EventState["attributes"] = []): void {
    const userId = typeof actor === "number" ? actor : idOfActor(actor, this.users);
    this.events.push({ id: this.events.length + 1, at: this.now(), name, userId, attributes });
  }

  private saveChannel(channel: ChannelState, actor: Actor): void {
    channel.revision += 1;
    channel.lastModified = this.now();
    channel.userId = idOfActor(actor, this.users);
    this.audit("Update channel", actor, [
      ["startEdit", ""],
      ["channel", channelText(channel)],
      ["override", "true\n"],
    ]);
  }
}
