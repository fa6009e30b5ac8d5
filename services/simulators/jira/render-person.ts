import { createHash } from "node:crypto";
import type { AccountView } from "./account-view.js";
import type { JiraState } from "./site-state.js";

/** A person as the site writes one: Cloud by an id that says nothing, Data Center by name and key. */
export function renderPerson(state: JiraState, name: string | null, view: AccountView): unknown {
  const user = state.users.find((each) => each.name === name);
  if (user === undefined) return null;
  const address = view.showsAddresses ? { emailAddress: user.email } : {};
  const shown = { displayName: user.displayName, active: true, timeZone: "Europe/London", ...address };
  const id = personId(name ?? "", view);
  return view.isCloud ? { accountId: id, accountType: "atlassian", ...shown } : { name, key: id, ...shown };
}

/** By what the record of edits names somebody. */
export function personId(name: string, { isCloud }: Pick<AccountView, "isCloud">): string {
  const digest = createHash("md5").update(name).digest("hex");
  return isCloud ? `712020:${digest}` : `JIRAUSER${10_000 + (Number.parseInt(digest.slice(0, 4), 16) % 9000)}`;
}
