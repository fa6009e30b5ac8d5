import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { DocumentData, IrisModel, MirrorData, NamespaceData, Row } from "../iris/model.js";
import { type IrisSimulator, startIrisSimulator } from "../iris/start-iris-simulator.js";
import { findExampleFolder } from "./find-example-folder.js";

/** What one member has of its own. */
interface NodeData {
  readonly id: string;
  readonly mirror: MirrorData;
  readonly suspendedTasks?: readonly string[];
}

interface InstanceData {
  readonly version: string;
  readonly namespaces: readonly Omit<NamespaceData, "documents">[];
}

/** Starts `hc-a` or `hc-b`, a member of an InterSystems mirror. */
export function startHealthConnect(id: string, password: string): Promise<IrisSimulator> {
  const folder = join(findExampleFolder(), "engines/health-connect");
  const text = (path: string): string => readFileSync(join(folder, path), "utf8");
  const documents = readdirSync(join(folder, "documents")).map((name) => ({ name, text: text(`documents/${name}`) }));
  const instance: InstanceData = parse(text("instance.yaml"));
  const nodes: Readonly<Record<string, NodeData>> = parse(text("nodes.yaml"));
  const node = nodes[id];
  if (node === undefined) throw new Error(`the example hospital has no member '${id}'`);
  const model = modelOf(instance, documents, node);
  return startIrisSimulator({ model, account: { username: "lockstep-reader", password } });
}

function modelOf(instance: InstanceData, documents: readonly DocumentData[], node: NodeData): IrisModel {
  return {
    ...instance,
    id: node.id,
    mirror: node.mirror,
    namespaces: instance.namespaces.map((namespace) => ({
      ...namespace,
      documents: namespace.name === "LIVE" ? documents : [],
      tables: tablesOf(namespace.tables ?? {}, node),
    })),
  };
}

function tablesOf(tables: NonNullable<NamespaceData["tables"]>, { suspendedTasks = [] }: NodeData): typeof tables {
  const tasks = tables["%SYS.Task"];
  if (tasks === undefined) return tables;
  const isSuspended = ({ Name }: Row): boolean => suspendedTasks.some((name) => name === Name);
  return { ...tables, "%SYS.Task": tasks.map((task) => (isSuspended(task) ? { ...task, Suspended: 1 } : task)) };
}
