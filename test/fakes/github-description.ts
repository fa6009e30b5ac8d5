import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ApiDescription } from "#services/simulators/github/description";
import { projectRoot } from "#test/project-root";

const FILE = join(projectRoot, "../shared/contracts/github-openapi.json");

/** Why requests are not held against GitHub's own description; `false` where they are. */
export const descriptionIsAbsent: string | false = existsSync(FILE)
  ? false
  : "../shared is absent: GitHub's own description is not part of this repository";

/** GitHub's own description, read from where it stands and copied nowhere. */
export function githubDescription(): ApiDescription | undefined {
  return descriptionIsAbsent === false ? (JSON.parse(readFileSync(FILE, "utf8")) as ApiDescription) : undefined;
}
