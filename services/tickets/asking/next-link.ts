import { LockstepError } from "#services/core/errors";
import type { Asking, JsonAnswer } from "./open-asking.js";

/**
 * The path, with its query, of the page that follows by the `Link` header (RFC 8288), below the declared address; `undefined`
 * after the last. It is followed on the same server and the same path only: an answer does not send us, and our login, elsewhere.
 *
 * @throws LockstepError `answer-unexpected` for a link that leads elsewhere
 */
export function nextLink({ headers }: JsonAnswer, path: string, { address }: Asking, id: string): string | undefined {
  const target = linkTo("next", [headers["link"] ?? []].flat().join(","));
  if (target === undefined) return undefined;
  const asked = new URL(`${address.origin}${address.basePath}${path}`);
  const next = URL.canParse(target, asked.href) ? new URL(target, asked.href) : undefined;
  if (next === undefined || next.origin !== asked.origin || next.pathname !== asked.pathname) {
    throw new LockstepError("answer-unexpected", `${id} names another server or path for its next page.`, {
      details: { node: id },
    });
  }
  return `${next.pathname.slice(address.basePath.length)}${next.search}`;
}

function linkTo(relation: string, header: string): string | undefined {
  for (const [, target, parameters = ""] of header.matchAll(
    /<([^<>]{1,16000})>((?:\s*;\s*[\w-]+\s*=\s*(?:"[^"]*"|[^\s",;]+))*)/g,
  )) {
    const relations = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s",;]+))/i.exec(parameters);
    if ((relations?.[1] ?? relations?.[2] ?? "").toLowerCase().split(/\s+/).includes(relation)) return target;
  }
  return undefined;
}
