import { type AccountView, writeTime } from "./account-view.js";
import { personId, renderPerson } from "./render-person.js";
import type { EditData, Stored } from "./site-model.js";
import type { HeldIssue, JiraState } from "./site-state.js";

/** The record of edits, the oldest first. Data Center names a field by its name alone. */
export function renderHistories(state: JiraState, { id, edits }: HeldIssue, view: AccountView): readonly object[] {
  return edits.map((edit, index) => {
    const field = state.field(edit.field);
    const isOwn = field?.id.startsWith("customfield_") === true;
    const item = {
      field: isOwn ? field.name : (field?.id ?? edit.field),
      fieldtype: isOwn ? "custom" : "jira",
      ...(view.isCloud && field !== undefined ? { fieldId: field.id } : {}),
      ...side("from", "fromString", edit, edit.from),
      ...side("to", "toString", edit, edit.to),
    };
    return {
      id: String(Number(id) * 1000 + index),
      author: renderPerson(state, edit.by, view),
      created: writeTime(edit.at, view),
      items: [item],
    };
  });

  /** What is shown of a time is in the zone of whoever made the edit, and without an offset. */
  function side(idName: string, shownName: string, edit: EditData, value: Stored): object {
    const field = state.field(edit.field);
    const word = typeof value === "string" ? value : (value?.join(", ") ?? null);
    if (word === null) return { [idName]: null, [shownName]: null };
    switch (field?.type) {
      case "status":
      case "issuetype":
      case "option":
        return { [idName]: state.idOf(field.type, word), [shownName]: word };
      case "user": {
        const shown = state.users.find(({ name }) => name === word)?.displayName ?? word;
        return { [idName]: personId(word, view), [shownName]: shown };
      }
      case "datetime":
        return { [idName]: writeTime(word, { zone: "UTC" }).replace(".000", ""), [shownName]: "25/Oct/26 12:30 AM" };
      default:
        return { [idName]: null, [shownName]: word };
    }
  }
}
