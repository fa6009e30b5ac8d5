import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { ChannelData, MirthModel } from "../mirth-connect/model.js";
import { type MirthSimulator, startMirthSimulator } from "../mirth-connect/start-mirth-simulator.js";
import { findExampleFolder } from "./find-example-folder.js";

/** What one node has of its own. */
interface NodeData {
  readonly serverId: string;
  readonly serverName: string;
  readonly configurationMap?: Readonly<Record<string, string>>;
  readonly initialState?: Readonly<Record<string, NonNullable<ChannelData["initialState"]>>>;
  readonly queued?: Readonly<Record<string, number>>;
}

/** Starts `tie-a` or `tie-b`, a Mirth Connect server. */
export function startTie(id: string, password: string): Promise<MirthSimulator> {
  const folder = join(findExampleFolder(), "engines/tie");
  const text = (path: string): string => readFileSync(join(folder, path), "utf8");
  const channels = readdirSync(join(folder, "channels"))
    .sort()
    .map((name): ChannelData => parse(text(`channels/${name}`)));
  const server: Omit<MirthModel, "channels"> = parse(text("server.yaml"));
  const nodes: Readonly<Record<string, NodeData>> = parse(text("nodes.yaml"));
  const node = nodes[id];
  if (node === undefined) throw new Error(`the example hospital has no node '${id}'`);
  const model = modelOf({ ...server, channels }, node);
  return startMirthSimulator({ model, account: { username: "lockstep-reader", password }, retryLimit: 3 });
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
