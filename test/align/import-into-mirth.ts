import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { AlignPlan } from "#schemas/align-plan";
import type { RawNode } from "#services/core/dialect";
import { parseProperties } from "#services/formats/properties/parse-properties";
import { parseXml } from "#services/formats/xml/parse-xml";
import type { ServerState } from "#services/simulators/mirth-connect/server-state";

/** Does with each file of a package what Mirth Administrator does, on the state of a simulated server. */
export async function importIntoMirth(
  state: ServerState,
  folder: string,
  { files }: Pick<AlignPlan, "files">,
  {
    part = "package",
    fill = (text: string) => text,
  }: { part?: "package" | "rollback"; fill?: (text: string) => string } = {},
): Promise<void> {
  for (const { path } of files.filter((file) => file.path.startsWith(`${part}/`))) {
    const text = fill(await readFile(join(folder, path), "utf8"));
    if (path.endsWith(".properties")) importMap(state, text);
    else if (path.includes("/channels/")) importChannel(state, text);
    else if (path.includes("/code-template-librarys/")) importLibrary(state, text);
    else if (path.includes("/code-templates/")) importTemplate(state, parse(text));
    else if (path.includes("/alerts/")) importAlert(state, parse(text));
    else if (basename(path) === "global-scripts.xml") importScripts(state, parse(text));
  }
}

function parse(text: string): RawNode {
  return parseXml(new TextEncoder().encode(text), "package");
}

function importMap(state: ServerState, text: string): void {
  const comments = new Map([...state.configurationMap].map(([key, { comment }]) => [key, comment]));
  const lines = text.split("\n");
  state.configurationMap.clear();
  for (const [key, value] of parseProperties(text)) {
    const at = lines.findIndex((line) => line.startsWith(`${key} =`));
    const comment = /^# (.*)/.exec(lines[at - 1] ?? "")?.[1] ?? comments.get(key);
    state.configurationMap.set(key, { value, comment });
  }
}

function importChannel(state: ServerState, text: string): void {
  const channel = parse(text);
  const id = at(channel, "id");
  const body = /<\/revision>([\s\S]*?)<exportData>/.exec(text)?.[1] ?? "";
  const metadata = find(find(channel, "exportData"), "metadata");
  const days = at(find(metadata, "pruningSettings"), "pruneMetaDataDays");
  const enabled = at(metadata, "enabled") === "true";
  const now = state.now();
  state.channels.set(id, {
    ...{ id, name: at(channel, "name"), description: at(channel, "description"), revision: 7, body: body.trimEnd() },
    ...{ enabled, lastModified: now, userId: 2, pruneDays: days === "" ? undefined : Number(days), queued: 0 },
    initialState: at(find(channel, "properties"), "initialState"),
    destinationNames: find(channel, "destinationConnectors")?.children.map((each) => at(each, "name")) ?? [],
    deployed: enabled ? { revision: 7, at: now, codeTemplatesChanged: false } : undefined,
  });
}

function importLibrary(state: ServerState, text: string): void {
  for (const template of find(parse(text), "codeTemplates")?.children ?? []) importTemplate(state, template);
}

function importTemplate(state: ServerState, template: RawNode): void {
  const code = at(find(template, "properties"), "code");
  state.libraries = state.libraries.map((library) => ({
    ...library,
    templates: library.templates.map((each) => (each.id === at(template, "id") ? { ...each, code } : each)),
  }));
  for (const { deployed } of state.channels.values()) if (deployed) deployed.codeTemplatesChanged = false;
}

function importAlert(state: ServerState, alert: RawNode): void {
  const original = state.model.alerts?.find(({ id }) => id === at(alert, "id"));
  if (original !== undefined) state.alerts = [...state.alerts.filter(({ id }) => id !== original.id), original];
}

function importScripts(state: ServerState, map: RawNode): void {
  for (const { children } of map.children) state.globalScripts.set(children[0]?.text ?? "", children[1]?.text ?? "");
}

function find(node: RawNode | undefined, name: string): RawNode | undefined {
  return node?.children.find((child) => child.name === name);
}

function at(node: RawNode | undefined, name: string): string {
  return find(node, name)?.text ?? "";
}
