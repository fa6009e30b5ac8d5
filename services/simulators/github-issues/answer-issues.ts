import type { Request, Response } from "express";
import type { AppContext } from "./app-context.js";
import type { IssueData } from "./hub-state.js";
import { sendPage } from "./send-page.js";

/** Answers the list of issues: open ones alone, the newest first, where nothing else is asked for. */
export function answerIssues({ state, faults }: AppContext, request: Request, response: Response): void {
  const asked = new URLSearchParams(request.url.split("?")[1] ?? "");
  const since = Date.parse(asked.get("since") ?? "1970-01-01T00:00:00Z");
  const labels = (asked.get("labels") ?? "").split(",").filter((label) => label !== "");
  const found = state
    .all()
    .filter(({ issue }) => Date.parse(issue.updated_at) >= since)
    .filter(({ issue }) => asked.get("state") === "all" || issue["state"] === "open")
    .filter((one) => labels.every((label) => labelsOf(one).includes(label)));
  const ordered = asked.get("direction") === "asc" ? found : found.toReversed();
  sendPage(
    request,
    response,
    ordered.map(({ issue }) => issue),
    faults,
  );
}

function labelsOf({ issue }: IssueData): readonly unknown[] {
  const { labels } = issue;
  return Array.isArray(labels) ? labels.map((label: unknown) => Reflect.get(Object(label), "name")) : [];
}
