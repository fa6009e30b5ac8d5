import type { ConnectorLimits } from "#services/wire/connector-limits";
import { childrenOfAnswer } from "./children-of-answer.js";
import type { EngineSession } from "./engine-session.js";
import { isFailureOfOneSource } from "./is-failure-of-one-source.js";
import { ABOUT, CHANNEL_NAMES, type ReadSource } from "./read-sources.js";
import { readXmlAnswer } from "./read-xml-answer.js";

/** How many channels the engine itself counts, by its own count or its own list of names, whichever is more. */
export async function countChannels(
  session: EngineSession,
  limits: ConnectorLimits,
  about: Uint8Array | undefined,
): Promise<number | undefined> {
  const counts = [countInAbout(about), await countNames(session, limits)].filter((count) => count !== undefined);
  return counts.length === 0 ? undefined : Math.max(...counts);
}

function countInAbout(about: Uint8Array | undefined): number | undefined {
  const entry = childrenOfAnswer(about, ABOUT).find(
    ({ children }) => children[0]?.text === "channelCount" && /^\d{1,7}$/.test(children[1]?.text ?? ""),
  );
  return entry === undefined ? undefined : Number(entry.children[1]?.text);
}

async function countNames(session: EngineSession, limits: ConnectorLimits): Promise<number | undefined> {
  const source: ReadSource = { ...CHANNEL_NAMES, item: "entry" };
  let names = 0;
  try {
    for await (const _name of readXmlAnswer(await session.get(source.path), source, limits)) names += 1;
    return names;
  } catch (error) {
    if (isFailureOfOneSource(error)) return undefined;
    throw error;
  }
}
