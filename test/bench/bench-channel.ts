import { createHash } from "node:crypto";
import type { ChannelData, ConnectorData, ScriptData } from "#services/simulators/mirth-connect/model";

/** The line that `changedText` puts in the place of; every channel holds it once. */
export const REVISION_LINE = "var interfaceRevision = 1;";

/** What the same line says after a change. */
export function changedText(round: number): string {
  return `var interfaceRevision = ${round + 2};`;
}

/**
 * An invented channel of about 60 KB as the engine exports it: a listener with seven steps, four destinations with filters,
 * steps and templates in base64. Every channel is different, and the same number always gives the same one.
 */
export function benchChannel(index: number): ChannelData {
  const words = wordsOf(index);
  return {
    id: idOf(index),
    name: `${words()}-${words()} ${String(index).padStart(5, "0")}`,
    description: `Feed ${index}: ${sentence(words, 12)}. Runs on 'tie'; see "${words()} & ${words()}".`,
    revision: 1 + (index % 7),
    pruneDays: 30,
    source: {
      name: "sourceConnector",
      transport: "TCP Listener",
      properties: {
        listenerConnectorProperties: { "@version": "4.5.2", host: "0.0.0.0", port: 6000 + (index % 4000) },
      },
      steps: Array.from({ length: 7 }, (_, step) => scriptStep(words, step, 1_700)),
      template: template(words, index, 2_000),
    },
    destinations: Array.from({ length: 4 }, (_, number) => destination(words, index, number)),
    scripts: { deploy: `${REVISION_LINE}\n${code(words, 700)}`, preprocessing: `${code(words, 700)}\nreturn message;` },
  };
}

function destination(words: Words, index: number, number: number): ConnectorData {
  return {
    name: `To ${words()} ${number + 1}`,
    transport: "TCP Sender",
    queue: number % 2 === 0,
    properties: {
      remoteAddress: `${words()}.hospital.test`,
      remotePort: 7000 + ((index + number) % 2000),
      template: "${message.encodedData}",
    },
    filter: [{ name: `Only ${words()}`, script: `return msg['MSH']['MSH.9']['MSH.9.1'].toString() == '${words()}';` }],
    steps: Array.from({ length: 2 }, (_, step) => scriptStep(words, step, 1_400)),
    template: template(words, index, 1_200),
  };
}

function scriptStep(words: Words, step: number, length: number): ScriptData {
  return { name: `${step + 1} ${words()} ${words()}`, script: code(words, length) };
}

/** JavaScript as integration engineers write it, with quotes, comparisons and carriage returns that XML has to escape. */
function code(words: Words, length: number): string {
  const lines: string[] = [];
  for (let size = 0; size < length; ) {
    const [a, b, c] = [words(), words(), words()];
    const line = LINES[size % LINES.length]?.(a, b, c) ?? "";
    lines.push(line);
    size += line.length;
  }
  return lines.join("\r\n");
}

const LINES: readonly ((a: string, b: string, c: string) => string)[] = [
  (a, b) => `var ${a} = msg['PV1']['PV1.3']['PV1.3.1'].toString();  // the ward of ${b}, as the ${a} system writes it`,
  (a, b, c) => `if (${a} != null && ${a}.length > 0 && ${b} != ${c}) {`,
  (a, b) => `    ${b} = lookUp${a}In${b}(${a}, ${b}).trim();`,
  (a, b) => `    channelMap.put("${a}", ${b} < 10 ? pad(${b}) : ${b});`,
  (a, b, c) => `    // ${sentenceOf(a, b, c)}`,
  () => "}",
  (a, b) => `for each (var ${a} in msg..OBR) ${b}.push(read${a}(${a}, ${b}, channelId));`,
];

function sentenceOf(a: string, b: string, c: string): string {
  return `${a} is sent to ${b} only after ${c} has answered; see the note of the ${b} interface`;
}

/** A message template as the engine keeps it; it names nobody. */
function template(words: Words, index: number, length: number): string {
  const segments = [`MSH|^~\\&|${words()}|TRUST|${words()}|TRUST|20260101||ADT^A01|${index}|T|2.4`];
  for (let size = 0; size < length; size += 60)
    segments.push(`ZZ${size % 9}|${words()}|${words()}^${words()}|${words()}`);
  return segments.join("\r");
}

function sentence(words: Words, count: number): string {
  return Array.from({ length: count }, words).join(" ");
}

type Words = () => string;

/** A repeatable sequence of invented words. */
function wordsOf(seed: number): Words {
  let state = (seed * 2_654_435_761 + 12_345) >>> 0;
  const next = (bound: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) % bound;
  };
  return () =>
    `${SYLLABLES[next(SYLLABLES.length)]}${SYLLABLES[next(SYLLABLES.length)]}${SYLLABLES[next(SYLLABLES.length)]}`;
}

const SYLLABLES = "la le li lo lu ma me mi mo mu na ne ni no nu ra re ri ro ru ta te ti to tu va ve vi vo vu".split(
  " ",
);

function idOf(index: number): string {
  const hex = createHash("sha256").update(`bench channel ${index}`).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), "4000", "8000", hex.slice(20, 32)].join("-");
}
