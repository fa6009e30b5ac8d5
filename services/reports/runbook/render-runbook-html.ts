import type { RunbookReport } from "#schemas/runbook-report";
import { htmlPage } from "../html/html-page.js";
import { showInstant } from "../text/describe-time.js";
import { htmlRunbook, runbookFoot } from "./html-runbook.js";

/** The runbook as one self-contained page: it needs no service, no network and no script, and it prints. */
export function renderRunbookHtml(report: RunbookReport): string {
  const { name, organisation, estate, at } = report;
  return htmlPage({
    title: `Runbook of ${name}`,
    subtitle: `${organisation ?? estate}, written ${showInstant(at)}`,
    main: htmlRunbook(report),
    footer: runbookFoot(report),
  });
}
