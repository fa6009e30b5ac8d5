import { type Answer, answerPage, refuse } from "../answer.js";
import type { EngineCall } from "../route.js";
import { artefactPage } from "./artefact-page.js";
import { contentPage } from "./content-page.js";
import { page } from "./layout.js";
import { readerOf } from "./reader-of.js";
import { type NodeAbout, snapshotsPage } from "./snapshots-page.js";

/** What a node held over time. */
export async function showSnapshots(call: EngineCall): Promise<Answer> {
  const about = nodeOf(call);
  if (about === undefined) return refuse(404);
  const snapshots = await call.estate.views.snapshots(about.engineId, about.nodeId);
  return answerPage(page(snapshotsPage(about, snapshots), readerOf(call, "overview")));
}

/** The artefacts of one content of a node. */
export async function showContent(call: EngineCall): Promise<Answer> {
  const about = nodeOf(call);
  const at = instantOf(call);
  if (about === undefined || at === undefined) return refuse(404);
  const shown = await call.estate.views.snapshot(selectorOf(about, at));
  const number = Number(call.query.get("page") ?? "1");
  const part = Number.isInteger(number) && number >= 1 && number <= 10_000 ? number : 1;
  return answerPage(page(contentPage({ ...about, at, page: part }, shown), readerOf(call, "overview")));
}

/** One artefact of a node: its content, and its versions. */
export async function showArtefactPage(call: EngineCall): Promise<Answer> {
  const about = nodeOf(call);
  const at = instantOf(call);
  const name = call.query.get("name") ?? "";
  if (about === undefined || at === undefined || name === "" || name.length > 1000) return refuse(404);
  const history = await call.estate.views.artefact(selectorOf(about, at), name);
  return answerPage(page(artefactPage(about, history), readerOf(call, "overview")));
}

/** Only nodes that are declared: what is asked for becomes part of a selector. */
function nodeOf({ estate, engineId, params }: EngineCall): NodeAbout | undefined {
  const engine = estate.declared()?.engines.find(({ id }) => id === engineId);
  const node = engine?.nodes.find(({ id }) => id === params["node"]);
  return node === undefined ? undefined : { estate: estate.id, engineId, nodeId: node.id };
}

/** `null`: the latest; `undefined`: it is no instant. */
function instantOf({ query }: EngineCall): string | null | undefined {
  const at = query.get("at");
  if (at === null) return null;
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?Z$/.test(at) ? at : undefined;
}

function selectorOf({ engineId, nodeId }: NodeAbout, at: string | null): string {
  return at === null ? `${engineId}/${nodeId}` : `${engineId}/${nodeId}@{${at}}`;
}
