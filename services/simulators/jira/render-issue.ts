import type { AccountView } from "./account-view.js";
import { writeTime } from "./account-view.js";
import type { CatalogueField } from "./catalogue.js";
import { renderPerson } from "./render-person.js";
import type { Stored } from "./site-model.js";
import { type HeldIssue, type JiraState, projectOf } from "./site-state.js";
import { writeDocument } from "./write-document.js";

/** An issue with the fields that were asked for; with none asked for its id alone, as Cloud's search has it. */
export function renderIssue(state: JiraState, issue: HeldIssue, asked: readonly string[], view: AccountView): object {
  const { id, key } = issue;
  const self = `https://jira.hospital.test/rest/api/${view.isCloud ? 3 : 2}/issue/${id}`;
  if (asked.length === 0) return { id };
  const fields = asked.flatMap((name): [string, unknown][] => {
    if (name === "project") return [[name, renderProject(state, projectOf(issue))]];
    const field = state.fields.find((each) => each.id === name);
    return field === undefined ? [] : [[name, renderValue(state, field, issue.fields[name] ?? null, view)]];
  });
  return { expand: "operations,changelog", id, self, key, fields: Object.fromEntries(fields) };
}

export function renderProject(state: JiraState, key: string): object {
  return { id: state.idOf("project", key), key, name: `Changes ${key}` };
}

function renderValue(state: JiraState, { type }: CatalogueField, value: Stored, view: AccountView): unknown {
  const words = typeof value === "string" ? [value] : (value ?? []);
  const [word = null] = words;
  const named = (kind: string, name: string): object => ({ id: state.idOf(kind, name), name });
  const option = (name: string): object => ({ id: state.idOf("option", name), value: name });
  switch (type) {
    case "text":
      return word;
    case "document":
      return word === null ? null : view.isCloud ? writeDocument(word) : word;
    case "datetime":
      return word === null ? null : writeTime(word, view);
    case "user":
      return renderPerson(state, word, view);
    case "status":
    case "issuetype":
      return word === null ? null : named(type, word);
    case "option":
      return word === null ? null : option(word);
    case "options":
      return words.length === 0 ? null : words.map(option);
    case "names":
      return words.map((name) => named("component", name));
    case "services":
      return words.map((name) => ({ id: `ari:cloud:graph::service/${state.idOf("service", name)}`, name }));
    case "request":
      return word === null ? null : { requestType: named("request", word) };
  }
}
