import type { EngineEvent } from "#schemas/snapshot";
import type { Kind } from "./kinds.js";

interface Act {
  readonly phase: EngineEvent["phase"];
  /** What the ids in its attributes are; left out where they name nothing that we keep. */
  readonly kind?: Kind;
}

/** The audit log's names of acts that change something, matched from their beginning; others are reads. */
const ACTS: readonly (readonly [name: RegExp, act: Act])[] = [
  [/^(Create|Update|Remove) channels?$/i, { phase: "save", kind: "channel" }],
  [/^Set channel (enabled flag|initial state|metadata)$/i, { phase: "save", kind: "channel" }],
  [/^(Deploy|Undeploy) channels?$/i, { phase: "deploy", kind: "channel" }],
  [/^Redeploy all channels$/i, { phase: "deploy" }],
  [/^(Start|Stop|Halt|Pause|Resume) (channels?|connectors?)$/i, { phase: "start", kind: "channel" }],
  [/^(Update|Create|Remove) channel groups?$/i, { phase: "save", kind: "channel-group" }],
  [/^(Update|Create|Remove) code templates?$/i, { phase: "save", kind: "code-template" }],
  [/^(Update|Create|Remove) code template librar(y|ies)$/i, { phase: "save", kind: "code-template-library" }],
  [/^(Create|Update|Enable|Disable|Remove) alerts?$/i, { phase: "save", kind: "alert" }],
  [/^(Set|Update|Create|Remove|Delete|Install|Uninstall) /i, { phase: "save" }],
  [/^Server (startup|shutdown)/i, { phase: "other" }],
];

/** What kind of act an event tells of; `undefined` for a mere read or login. */
export function classifyAct(name: string): Act | undefined {
  return ACTS.find(([pattern]) => pattern.test(name))?.[1];
}
