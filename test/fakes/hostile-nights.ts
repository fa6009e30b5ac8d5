import type { MirthModel } from "#services/simulators/mirth-connect/model";
import { SMALL_MODEL } from "#test/simulators/small-model";
import { type GitHubStage, stageOnGitHub } from "./review-stage.js";

/** An estate in whose every name, script, comment, value, flow and owner one of the texts stands, an interface each. */
export async function stageTexts(
  texts: readonly string[],
  names: Readonly<Record<string, string>>,
): Promise<GitHubStage> {
  const interfaces = texts.map((text, index) => ({
    match: { key: idOf(index) },
    tier: 2,
    flow: `${index} ${text}`,
    owner: `${text} team`,
    meaning: `Without it, ${text}`,
  }));
  const people = ["pat-lowe", "robin-ward"];
  const stage = await stageOnGitHub({
    model: modelOf(texts),
    policy: {
      policy: { massChangeShare: 1 },
      interfaces: { interfaces },
      review: { approvers: { teams: [], people }, names },
    },
  });
  await stage.nights.check();
  await stage.nights.adopt();
  await stage.nights.check();
  const { state } = stage.nights.primary;
  for (const [index, text] of texts.entries()) {
    state.editChannel(idOf(index), `value ${index}`, text, { by: "j.okafor" });
    state.editChannel(idOf(index), `comment ${index}`, text, { by: "j.okafor" });
    state.deployChannel(idOf(index), { by: "j.okafor" });
  }
  await stage.nights.check();
  return stage;
}

function idOf(index: number): string {
  return `33333333-0000-4000-8000-${String(index).padStart(12, "0")}`;
}

function modelOf(texts: readonly string[]): MirthModel {
  const { serverId, serverName, users = [] } = SMALL_MODEL;
  const channels = texts.map((text, index) => ({
    id: idOf(index),
    name: `${text} ${index}`,
    description: text,
    source: {
      name: "sourceConnector",
      transport: "File Reader",
      properties: { host: `value ${index}`, fileFilter: "*.xml" },
      steps: [{ name: text, script: `// comment ${index}\nmsg = trim(msg);\n// ${text}` }],
    },
    destinations: [{ name: text, transport: "HTTP Sender", properties: { host: "https://hub.hospital.test" } }],
  }));
  const configurationMap = texts.map((text, index) => ({ key: `${text} ${index}`, value: text, comment: text }));
  return { serverId, serverName, users, channels, configurationMap };
}
