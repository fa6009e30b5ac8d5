import type { Finding } from "#schemas/finding";
import { compareText } from "#services/core/text/compare-text";
import { orderFindings, SEVERITIES } from "#services/reports/findings/order-findings";

/** Which findings of an engine are shown, in which order, and which part of them. */
export interface FindingsQuery {
  readonly severity: string | undefined;
  readonly show: (typeof SHOWN)[number];
  readonly sort: (typeof SORTS)[number];
  /** From 1. */
  readonly page: number;
}

/** The lists that are offered, in this order. */
export const SHOWN = ["open", "blocking", "decide", "align", "unauthorised", "explained"] as const;
const SORTS = ["severity", "artefact", "flow"] as const;

/** Rows of one page. */
export const ROWS_A_PAGE = 200;

/** Reads the query of an address; what it does not know is left to the default. */
export function findingsQuery(query: URLSearchParams): FindingsQuery {
  const page = Number(query.get("page") ?? "1");
  return {
    severity: SEVERITIES.find((severity) => severity === query.get("severity")),
    show: SHOWN.find((one) => one === query.get("show")) ?? "open",
    sort: SORTS.find((one) => one === query.get("sort")) ?? "severity",
    page: Number.isInteger(page) && page >= 1 && page <= 10_000 ? page : 1,
  };
}

/** The same as a query, with something changed; what is as by default is left out. */
export function queryText(query: FindingsQuery, change: Partial<FindingsQuery>): string {
  const { severity, show, sort, page } = { ...query, page: 1, ...change };
  const text = new URLSearchParams({
    ...(severity === undefined ? {} : { severity }),
    ...(show === "open" ? {} : { show }),
    ...(sort === "severity" ? {} : { sort }),
    ...(page === 1 ? {} : { page: String(page) }),
  }).toString();
  return text === "" ? "?" : `?${text}`;
}

/** Sorts findings that are shown. */
export function sortFindings(findings: readonly Finding[], { sort }: Pick<FindingsQuery, "sort">): readonly Finding[] {
  const ordered = orderFindings(findings);
  if (sort === "artefact") return ordered.toSorted((a, b) => compareText(a.artefact.name, b.artefact.name));
  if (sort === "flow") return ordered.toSorted((a, b) => a.tier - b.tier || compareText(a.flow, b.flow));
  return ordered;
}
