import { type JsonObject, textIn } from "./json-answer.js";

/** A task that runs after another names it by a number that each instance gives anew: its name stands there instead. */
export function nameTasksBefore(rows: readonly JsonObject[]): readonly JsonObject[] {
  const names = new Map(
    rows.map((row) => [textIn(row, "TaskGUID"), `${textIn(row, "NameSpace")}/${textIn(row, "Name")}`]),
  );
  names.delete("");
  return rows.map(({ TaskGUID: _own, ...row }) => {
    const before = names.get(textIn(row, "RunAfterGUID"));
    if (before === undefined) return row;
    const { RunAfterGUID: _number, ...others } = row;
    return { ...others, RunAfter: before };
  });
}
