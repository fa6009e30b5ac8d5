/** A value of a connector's properties: text, or an element with children; a key that begins with `@` is an attribute. */
export type PropertyValue = string | number | boolean | { readonly [name: string]: PropertyValue };

/** A rule of a filter or a step of a transformer, written in JavaScript. */
export interface ScriptData {
  readonly name: string;
  readonly script: string;
  readonly enabled?: boolean;
}

/** One connector of a channel. Its `metaDataId` is given by its place unless it is stated. */
export interface ConnectorData {
  readonly name: string;
  /** The engine's name of the transport, for example `TCP Listener`. */
  readonly transport: string;
  readonly metaDataId?: number;
  readonly enabled?: boolean;
  /** What is particular to the transport, in the engine's own element names. */
  readonly properties?: Readonly<Record<string, PropertyValue>>;
  /** HTTP headers; a value may be secret. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly queue?: boolean;
  readonly filter?: readonly ScriptData[];
  readonly steps?: readonly ScriptData[];
  readonly inbound?: string;
  readonly outbound?: string;
  /** Inbound message template as a person typed it. */
  readonly template?: string;
}

/** One channel as plain data. */
export interface ChannelData {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly enabled?: boolean;
  /** False: saved and never deployed. Default: deployed where enabled. */
  readonly deployed?: boolean;
  readonly revision?: number;
  readonly initialState?: "STARTED" | "STOPPED" | "PAUSED";
  readonly pruneDays?: number;
  readonly source?: ConnectorData;
  readonly destinations?: readonly ConnectorData[];
  readonly scripts?: Readonly<Partial<Record<"preprocessing" | "postprocessing" | "deploy" | "undeploy", string>>>;
  /** What stands between `<revision>` and `<exportData>`, ready made, instead of source, destinations and scripts. */
  readonly body?: string;
  /** Messages that wait in the first destination's queue. */
  readonly queued?: number;
}

export interface GroupData {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly channelIds: readonly string[];
}

export interface CodeTemplateData {
  readonly id: string;
  readonly name: string;
  readonly contexts: readonly string[];
  readonly type?: "FUNCTION" | "DRAG_AND_DROP_CODE" | "COMPILED_CODE";
  readonly code: string;
}

export interface LibraryData {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly includeNewChannels?: boolean;
  readonly enabledChannelIds?: readonly string[];
  readonly disabledChannelIds?: readonly string[];
  readonly templates: readonly CodeTemplateData[];
}

export interface TagData {
  readonly id: string;
  readonly name: string;
  readonly channelIds: readonly string[];
  readonly colour?: readonly [red: number, green: number, blue: number];
}

export interface AlertData {
  readonly id: string;
  readonly name: string;
  readonly enabled?: boolean;
  readonly channelIds: readonly string[];
  readonly errorTypes: readonly string[];
  readonly regex?: string;
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly template: string;
}

export interface UserData {
  readonly id: number;
  readonly username: string;
  readonly password?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly email?: string;
  readonly description?: string;
}

export interface ResourceData {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly directory: string;
}

export interface DriverData {
  readonly className: string;
  readonly name: string;
  readonly template: string;
  readonly selectLimit: string;
}

/** The configuration of one simulated server, as plain data: what a YAML or JSON file of the example estate holds. */
export interface MirthModel {
  readonly serverId: string;
  readonly serverName: string;
  readonly environmentName?: string;
  /** Default `4.5.2`. */
  readonly version?: string;
  /** What the engine calls its zone. Default `Europe/London`. */
  readonly timeZone?: string;
  readonly channels: readonly ChannelData[];
  readonly groups?: readonly GroupData[];
  readonly libraries?: readonly LibraryData[];
  readonly globalScripts?: Readonly<Record<string, string>>;
  readonly configurationMap?: readonly { readonly key: string; readonly value: string; readonly comment?: string }[];
  /** Leaves of the server settings beside names, for example `smtpPassword`. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly resources?: readonly ResourceData[];
  readonly tags?: readonly TagData[];
  readonly dependencies?: readonly { readonly dependent: string; readonly dependency: string }[];
  readonly alerts?: readonly AlertData[];
  readonly users?: readonly UserData[];
  readonly drivers?: readonly DriverData[];
  /** Names of plugins; each has the engine's version unless one is given. */
  readonly plugins?: readonly { readonly name: string; readonly version?: string; readonly enabled?: boolean }[];
  readonly pluginProperties?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
