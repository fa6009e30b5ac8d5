const HERE = "http://lockstep.invalid";

/** Gives a place of ours to go back to, from its first slash; of anything else, which could lead to another host, the start. */
export function localPath(text: string | null | undefined): string {
  if (typeof text !== "string" || text.length > MAX_CHARACTERS || !PLAIN.test(text)) return "/";
  const url = URL.canParse(text, HERE) ? new URL(text, HERE) : undefined;
  if (url === undefined || url.origin !== HERE || url.pathname.startsWith("//")) return "/";
  if (/^\/sign-(?:in|out)(?:\/|$)/.test(url.pathname)) return "/";
  return `${url.pathname}${url.search}`;
}

const MAX_CHARACTERS = 2000;

// No backslash, which browsers take for a slash, and nothing that they leave out.
const PLAIN = /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/;
