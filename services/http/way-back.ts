import type { IncomingHttpHeaders } from "node:http";
import { localPath } from "./people/local-path.js";

/** The page of ours from which somebody came, as their browser tells; `undefined` where it tells nothing, or of another place. */
export function wayBack({ referer, host }: Pick<IncomingHttpHeaders, "referer" | "host">): string | undefined {
  if (referer === undefined || !URL.canParse(referer)) return undefined;
  const from = new URL(referer);
  if (from.host !== host) return undefined;
  const path = localPath(`${from.pathname}${from.search}`);
  return path === "/" ? undefined : path;
}
