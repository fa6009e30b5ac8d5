import { LockstepError } from "#services/core/errors";
import type { ForgeSession } from "#services/ports/forge";
import { IssueAnswer } from "./answers.js";
import type { Hub } from "./hub.js";
import { EDIT_ISSUE, LIST_ISSUES, OPEN_ISSUE } from "./requests.js";
import { sendOnce } from "./send-once.js";

const LABEL = "lockstep-dashboard";
type Dashboard = Parameters<ForgeSession["putDashboard"]>[0];

/** Writes the one issue of ours with the label, where it says something else; one that somebody closed is opened again. */
export async function putDashboard(hub: Hub, { title, body }: Dashboard, account: string): Promise<string> {
  const standing = await findDashboard(hub, account);
  if (standing === undefined) return openDashboard(hub, { title, body }, account);
  const edit = {
    ...(standing.title !== title && { title }),
    ...(plain(standing.body ?? "") !== plain(body) && { body }),
    ...(standing.state !== "open" && { state: "open" }),
  };
  if (Object.keys(edit).length > 0) await hub.send(EDIT_ISSUE, { issue_number: standing.number, ...edit });
  return standing.html_url;
}

/** Anybody may open an issue and some may label it: only our own is ours. */
async function findDashboard(hub: Hub, account: string): Promise<IssueAnswer | undefined> {
  const about = { labels: LABEL, creator: account, state: "all", sort: "created", direction: "asc" };
  const issues = (await hub.list(IssueAnswer, LIST_ISSUES, about)).filter(
    ({ pull_request: pull }) => pull === undefined,
  );
  return issues.find(({ state }) => state === "open") ?? issues[0];
}

async function openDashboard(hub: Hub, { title, body }: Dashboard, account: string): Promise<string> {
  const opened = await sendOnce(
    () => hub.ask(IssueAnswer, OPEN_ISSUE, { title, body, labels: [LABEL] }),
    () => findDashboard(hub, account),
  );
  if (opened.labels.some(({ name }) => name === LABEL)) return opened.html_url;
  // GitHub passes over labels of somebody who may not set them; without one the next run would not find this issue.
  await hub.send(EDIT_ISSUE, { issue_number: opened.number, state: "closed" });
  throw new LockstepError(
    "rights-narrowed",
    `${hub.id} does not let this account set labels, by which the dashboard is found.`,
    {
      details: { node: hub.id },
    },
  );
}

/** A page that somebody saved in a browser has the line ends of one. */
function plain(text: string): string {
  return text.replaceAll("\r\n", "\n").trimEnd();
}
