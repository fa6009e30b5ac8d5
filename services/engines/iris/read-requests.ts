/** Where the source code file interface is, below the web server's path prefix. */
export const API = "/api/atelier/";

/** Where the instance tells its state, mirror role included. */
export const METRICS = "/api/monitor/metrics";

/** Names in a path are one segment each, whatever they hold: `%SYS` becomes `%25SYS`. */
export function namespacePath(namespace: string, rest = ""): string {
  return `v1/${encodeURIComponent(namespace)}${rest}`;
}

/**
 * Every request this connector may send, as `METHOD /path` without query; `*` stands for one segment. The three `POST`s read:
 * `docs` names documents, and `query` is one of the fixed list in `table-selects.ts`.
 */
export const READ_REQUESTS: readonly string[] = [
  `HEAD ${API}`,
  `GET ${API}`,
  `GET ${API}v1/*`,
  `GET ${API}v1/*/docnames`,
  `GET ${API}v1/*/ens/classes/11`,
  `POST ${API}v1/*/docs`,
  `POST ${API}v1/*/action/query`,
  `GET ${METRICS}`,
  `HEAD ${METRICS}`,
];
