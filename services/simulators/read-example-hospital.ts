import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import type { ChannelData, MirthModel } from "./mirth-connect/model.js";

/** One ticket of the story; hours are relative to the night it belongs to. */
export interface StoryTicket {
  readonly number: string;
  readonly kind: string;
  readonly lifecycle: string;
  readonly approval: string;
  readonly approvals: readonly { readonly by: string; readonly decision: string; readonly hours: number }[];
  readonly plannedStartHours: number;
  readonly plannedEndHours: number;
  readonly cis: readonly string[];
  readonly channels: readonly string[];
  readonly implementers: readonly string[];
  readonly requester: string;
}

export interface ExampleHospitalData {
  /** What each node holds when the story begins, by node id. */
  readonly models: ReadonlyMap<string, MirthModel>;
  /** `estate.yaml` and everything below `policy/`, by path. */
  readonly files: ReadonlyMap<string, string>;
  readonly tickets: readonly StoryTicket[];
}

/** What one node has of its own. */
interface NodeData {
  readonly serverId: string;
  readonly serverName: string;
  readonly configurationMap?: Readonly<Record<string, string>>;
  readonly initialState?: Readonly<Record<string, NonNullable<ChannelData["initialState"]>>>;
  readonly queued?: Readonly<Record<string, number>>;
}

/** Reads the invented hospital from `baselines/example-hospital`, found alike from the source and from dist/. */
export function readExampleHospital(): ExampleHospitalData {
  const folder = findFolder(dirname(fileURLToPath(import.meta.url)));
  const text = (path: string): string => readFileSync(join(folder, path), "utf8");
  const channels = readdirSync(join(folder, "engines/tie/channels"))
    .sort()
    .map((name): ChannelData => parse(text(`engines/tie/channels/${name}`)));
  const server: Omit<MirthModel, "channels"> = parse(text("engines/tie/server.yaml"));
  const nodes: Readonly<Record<string, NodeData>> = parse(text("engines/tie/nodes.yaml"));
  const story: { readonly tickets: readonly StoryTicket[] } = parse(text("tickets/tickets.yaml"));
  const governed = ["estate.yaml", ...readdirSync(join(folder, "policy")).map((name) => `policy/${name}`)];
  return {
    models: new Map(Object.entries(nodes).map(([id, node]) => [id, modelOf({ ...server, channels }, node)])),
    files: new Map(governed.sort().map((path) => [path, text(path)])),
    tickets: story.tickets,
  };
}

function findFolder(start: string): string {
  const folder = join(start, "baselines/example-hospital");
  if (existsSync(folder)) return folder;
  if (dirname(start) === start) throw new Error("baselines/example-hospital is not part of this installation");
  return findFolder(dirname(start));
}

function modelOf(server: Omit<MirthModel, "serverId" | "serverName">, node: NodeData): MirthModel {
  return {
    ...server,
    serverId: node.serverId,
    serverName: node.serverName,
    channels: server.channels.map((channel) => {
      const initialState = node.initialState?.[channel.name];
      const queued = node.queued?.[channel.name];
      return { ...channel, ...(initialState && { initialState }), ...(queued !== undefined && { queued }) };
    }),
    configurationMap: (server.configurationMap ?? []).map((entry) => ({
      ...entry,
      value: node.configurationMap?.[entry.key] ?? entry.value,
    })),
  };
}
