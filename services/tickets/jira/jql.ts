/**
 * The query for what was edited in some projects in the last so many minutes. Times are told by how long ago they are: Jira takes a date in a
 * query for the zone of the account's profile, to the minute, and by its own clock.
 */
export function editedWithin(projects: readonly string[], minutes: number, filter: string | undefined): string {
  const ours = `project in (${projects.map((key) => `"${key}"`).join(", ")})`;
  const narrowed = filter === undefined ? "" : ` AND (${filter})`;
  // Ordered by what no edit changes, so that one made while pages are read moves no ticket past us.
  return `${ours} AND updated >= "-${minutes}m"${narrowed} ORDER BY key ASC`;
}

/** A filter is put in brackets behind project and time, and must not reach out of them. */
export function filterProblem(filter: string): string | false {
  const bare = filter.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""');
  if (/['"]/.test(bare.replaceAll('""', ""))) return "has a filter with a quotation mark that is not closed";
  if (/\border\s+by\b/i.test(bare)) return "has a filter with ORDER BY: give conditions alone";
  let depth = 0;
  for (const sign of bare) {
    depth += sign === "(" ? 1 : sign === ")" ? -1 : 0;
    if (depth < 0) break;
  }
  return (depth !== 0 || bare.trim() === "") && "has a filter whose brackets do not match, or that is empty";
}
