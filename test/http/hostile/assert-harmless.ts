import type { RawAnswer } from "#test/fakes/ask-raw";
import { PLANTED_HEADER } from "./hostile-values.js";

/** What each answer bears, whatever was asked. */
const GUARDS: Readonly<Record<string, RegExp>> = {
  "content-security-policy": /default-src 'none'.*frame-ancestors 'none'/,
  "x-content-type-options": /^nosniff$/,
  "x-frame-options": /^DENY$/,
  "referrer-policy": /^same-origin$/,
  "x-request-id": /^[0-9a-f-]{36}$/,
};

/** Says what is wrong with an answer to something hostile; nothing where it does no harm. */
export function findHarm(answer: RawAnswer, sent: string): readonly string[] {
  const { status, headers, body } = answer;
  const harm: string[] = [];
  if (status === 0) return ["no answer"];
  if (status >= 500 && status !== 503) harm.push(`status ${status}`);
  // What Node itself refuses has no headers of ours, and no body.
  if ((status === 400 || status === 431) && body === "" && !headers.has("x-request-id")) return harm;
  for (const [name, form] of Object.entries(GUARDS)) {
    const given = headers.get(name) ?? [];
    if (given.length !== 1 || !form.test(given[0] ?? "")) harm.push(`${name}: ${given.join(" | ") || "missing"}`);
  }
  if (headers.has(PLANTED_HEADER)) harm.push("a header was planted");
  if (headers.has("x-powered-by") || headers.has("access-control-allow-origin")) harm.push("a header too many");
  for (const to of headers.get("location") ?? [])
    if (to !== PROVIDER && !/^\/(?![/\\])/.test(to)) harm.push(`leads to ${to}`);
  if (TELLS_TOO_MUCH.test(body)) harm.push(`tells ${TELLS_TOO_MUCH.exec(body)?.[0]}`);
  const type = (headers.get("content-type") ?? [""]).join();
  if (type.startsWith("text/html") && /[<>"]/.test(sent) && body.includes(sent)) harm.push("comes back as it was sent");
  if (/passwd:|root:x:0/.test(body)) harm.push("a file came back");
  return harm;
}

/** Where people sign in. */
const PROVIDER = "https://login.hospital.test/";

/** Places of files, frames of stacks, names of our packages. */
const TELLS_TOO_MUCH = /node_modules|\.[jt]s:\d+|\n\s+at \w|\/work\/|\/home\/|\/tmp\/lockstep|TypeError|SyntaxError/;
