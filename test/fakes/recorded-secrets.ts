import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "#services/project-root";

const RECORDINGS = join(PROJECT_ROOT, "..", "shared", "recordings", "mirth");

/** Where a secret stands in the recorded answers; the first group is its value, still escaped as XML. */
const PLACES: Readonly<Record<string, RegExp>> = {
  connector: /<(?:password|passPhrase|keyStorePW|trustStorePW|keyPW)(?: [^>]*)?>([^<]+)</g,
  smtp: /<smtpPassword>([^<]+)</g,
  header: /<string>(?:Bearer|Basic) ([^<]+)</g,
  "configuration map":
    /<string>[\w.-]*(?:password|secret|token)[\w.-]*<\/string>\s*<[\w.]+ConfigurationProperty>\s*<value>([^<]+)</gi,
  url: /:\/\/[^/\s:@<]+:([^/\s@<]+)@/g,
  "audit attribute": /(?:password|secret|token)=(?:[\w.]+\[value=)?([^,\]<\s]+)/gi,
  session: /JSESSIONID=([^;\s]+)/g,
};

/**
 * Collects the secret values of the recordings at run time, named by place and number; `undefined` where the recordings
 * are absent. References (`${…}`) and words that stand everywhere are left out.
 */
export function recordedSecrets(): Readonly<Record<string, string>> | undefined {
  if (!existsSync(RECORDINGS)) return undefined;
  const found = new Map<string, string>();
  for (const file of readdirSync(RECORDINGS, { recursive: true, encoding: "utf8" }).sort()) {
    if (!/\.(?:xml|headers|body)$/.test(file)) continue;
    const text = readFileSync(join(RECORDINGS, file), "utf8");
    for (const [place, pattern] of Object.entries(PLACES)) {
      for (const match of text.matchAll(pattern)) remember(found, place, unescapeXml(match[1] ?? ""));
    }
  }
  return Object.fromEntries([...found].map(([value, name]) => [name, value]));
}

const EVERYWHERE = /^(?:true|false|null|password|secret|token|\*+|.{0,5})$|\$\{|["'+]/i;

function remember(found: Map<string, string>, place: string, value: string): void {
  if (EVERYWHERE.test(value) || found.has(value)) return;
  found.set(value, `${place} ${found.size + 1}`);
}

function unescapeXml(value: string): string {
  return value
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");
}
