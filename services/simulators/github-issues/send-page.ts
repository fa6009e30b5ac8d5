import type { Request, Response } from "express";
import { sendJson } from "../wire/send-json.js";
import type { GitHubFaults } from "./faults.js";

/** Sends one page of a list, with a link to the next that names the repository by its number. */
export function sendPage(request: Request, response: Response, rows: readonly unknown[], faults: GitHubFaults): void {
  const asked = new URLSearchParams(request.url.split("?")[1] ?? "");
  const [size, page] = [Math.min(Number(asked.get("per_page") ?? "30"), 100), Number(asked.get("page") ?? "1")];
  if (page * size < rows.length) {
    asked.set("page", String(page + 1));
    const origin = faults.linkElsewhere ? "https://elsewhere.example" : `https://${request.get("Host")}`;
    const path = request.path.replace(/\/repos\/[^/]+\/[^/]+/, "/repositories/4711");
    response.set("Link", `<${origin}${path}?${asked.toString()}>; rel="next", <${origin}${path}?page=9>; rel="last"`);
  }
  sendJson(response, { body: rows.slice((page - 1) * size, page * size), path: request.path }, faults);
}
