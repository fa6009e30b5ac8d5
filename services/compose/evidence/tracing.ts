import type { TraceReport } from "#schemas/trace-report";
import { traceChanges } from "#services/jobs/evidence/trace-changes";
import type { Site } from "../estate/open-site.js";

/** What is known of a change from beginning to end, and which changes a ticket stands for. */
export interface Tracing {
  trace(asked: TraceReport["asked"]): Promise<TraceReport>;
}

export function tracingOver(site: Site): Tracing {
  return { trace: (asked) => traceChanges(asked, site) };
}
