/** One value that a monitored process tells. */
export interface Metric {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
}

const LINE = /^([A-Za-z_:][\w:]*)(?:\{(.*)\})?\s+(\S+)(?:\s+-?\d+)?$/;
const MAX_LINE_LENGTH = 8_192;
const LABEL = /([A-Za-z_]\w*)\s*=\s*"((?:[^"\\]|\\.)*)"/g;

/** Reads the text form of Prometheus; `undefined` where a line is not of that form, so that a page in between is seen. */
export function parseMetrics(text: string): readonly Metric[] | undefined {
  const metrics: Metric[] = [];
  for (const raw of text.split(/\r\n?|\n/)) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    if (line.length > MAX_LINE_LENGTH) return undefined;
    const [, name, labels = "", value = ""] = LINE.exec(line) ?? [];
    if (name === undefined) return undefined;
    metrics.push({ name, labels: labelsOf(labels), value: Number(value) });
  }
  return metrics;
}

function labelsOf(text: string): ReadonlyMap<string, string> {
  return new Map(
    [...text.matchAll(LABEL)].map(([, name = "", value = ""]) => [name, value.replaceAll(/\\(.)/g, "$1")]),
  );
}
