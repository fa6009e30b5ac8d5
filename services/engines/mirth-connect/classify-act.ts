import type { EngineEvent } from "#schemas/snapshot";
import type { Kind } from "./kinds.js";

interface Act {
  readonly phase: EngineEvent["phase"];
  /** What the ids in its attributes are; `*` for every kind; left out where they name nothing that we keep. */
  readonly kind?: Kind | "*";
  /** It replaces all of the kind at once: the log does not say which of them changed, or were left out and so removed. */
  readonly whole?: true;
  /** Another kind that it replaces with the first. */
  readonly also?: Kind;
  /** It takes away what its attributes name. */
  readonly removes?: true;
}

/** The audit log's names of acts that change something, matched from their beginning; others are reads. */
const ACTS: readonly (readonly [name: RegExp, act: Act])[] = [
  [/^(Create|Update) channels?$/i, { phase: "save", kind: "channel" }],
  [/^Remove channels?$/i, { phase: "save", kind: "channel", removes: true }],
  [/^Set channel (enabled flag|initial state|metadata)$/i, { phase: "save", kind: "channel" }],
  [/^Deploy channels?$/i, { phase: "deploy", kind: "channel" }],
  [/^Undeploy channels?$/i, { phase: "other", kind: "channel" }],
  [/^Redeploy all channels$/i, { phase: "deploy" }],
  [/^(Start|Stop|Halt|Pause|Resume) (channels?|connectors?)$/i, { phase: "start", kind: "channel" }],
  [/^Update channel groups$/i, { phase: "save", kind: "channel-group", whole: true }],
  [/^(Update|Create) channel groups?$/i, { phase: "save", kind: "channel-group" }],
  [/^Remove channel groups?$/i, { phase: "save", kind: "channel-group", removes: true }],
  [/^(Update|Create) code templates?$/i, { phase: "save", kind: "code-template" }],
  [/^Remove code templates?$/i, { phase: "save", kind: "code-template", removes: true }],
  [/^Update code template libraries$/i, { phase: "save", kind: "code-template-library", whole: true }],
  [/^(Update|Create) code template librar(y|ies)$/i, { phase: "save", kind: "code-template-library" }],
  [/^Remove code template librar(y|ies)$/i, { phase: "save", kind: "code-template-library", removes: true }],
  [/^(Create|Update|Enable|Disable) alerts?$/i, { phase: "save", kind: "alert" }],
  [/^Remove alerts?$/i, { phase: "save", kind: "alert", removes: true }],
  [
    /^Update code templates and libraries$/i,
    { phase: "save", kind: "code-template", whole: true, also: "code-template-library" },
  ],
  [/^Set global scripts$/i, { phase: "save", kind: "global-script", whole: true }],
  [/^Set configuration map$/i, { phase: "save", kind: "configuration-map", whole: true }],
  [/^Set server settings$/i, { phase: "save", kind: "server-settings", whole: true }],
  [/^Set resources$/i, { phase: "save", kind: "resource", whole: true }],
  [/^Set plugin properties$/i, { phase: "save", kind: "plugin-properties", whole: true }],
  [/^Update channel tags$/i, { phase: "save", kind: "tag", whole: true }],
  [/^Set channel dependencies$/i, { phase: "save", kind: "channel-dependencies", whole: true }],
  [/^Update database drivers$/i, { phase: "save", kind: "database-driver", whole: true }],
  [/^Set server configuration$/i, { phase: "save", kind: "*", whole: true }],
  [/^(Set|Update|Create|Remove|Delete|Install|Uninstall) /i, { phase: "save" }],
  [/^Server (startup|shutdown)/i, { phase: "other" }],
];

/** What kind of act an event tells of; `undefined` for a mere read or login. */
export function classifyAct(name: string): Act | undefined {
  return ACTS.find(([pattern]) => pattern.test(name))?.[1];
}
