import type { IForbiddenRuleType } from "dependency-cruiser";

export type ForbiddenRule = IForbiddenRuleType & { readonly name: string };

/** What holds besides the table of rooms. */
export const GENERAL_RULES: readonly ForbiddenRule[] = [
  {
    name: "cycle",
    comment: "Two files that need each other are one idea, or one of them holds a piece of a third.",
    severity: "error",
    from: {},
    to: { circular: true },
  },
  {
    name: "unresolvable",
    comment: "An import that leads nowhere would escape every other rule.",
    severity: "error",
    from: { pathNot: "node_modules" },
    to: { couldNotResolve: true },
  },
  {
    name: "product",
    comment:
      "An engine's folder is complete in itself: products share parsers, which live in formats, the wire, which is what every look at a node has in common, and files, which a node of any product may have.",
    severity: "error",
    from: { path: "^services/engines/([^/]+)/" },
    to: { path: "^services/engines/[^/]+/", pathNot: "^services/engines/($1|wire|files)/" },
  },
  {
    name: "ticket-system",
    comment:
      "A ticket system's folder is complete in itself: what they share is asking, which is one folder, and reading, which is core's.",
    severity: "error",
    from: { path: "^services/tickets/([^/]+)/" },
    to: { path: "^services/tickets/[^/]+/", pathNot: "^services/tickets/($1|asking)/" },
  },
  {
    name: "dialect",
    comment: "A dialect says what bytes mean; on no path does it reach a file, a socket or the connector.",
    severity: "error",
    from: { path: "^services/engines/[^/]+/dialect\\.ts$" },
    to: {
      path: "/connector\\.ts$|node_modules/undici/|^(node:)?(fs|fs/promises|http|https|net|tls|child_process)$",
      reachable: true,
    },
  },
];
