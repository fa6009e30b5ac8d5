import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Static } from "typebox";
import { parse } from "yaml";
import { projectRoot } from "#test/project-root";
import type { ComposeForm } from "./compose-form.js";

/** Reads the project's compose file, its fragments put in place as Compose does. */
export function readCompose(): Static<typeof ComposeForm> {
  return parse(readFileSync(join(projectRoot, "docker-compose.yml"), "utf8"), { merge: true });
}

/** The steps of the one image, each as `[instruction, rest]`, continued lines joined. */
export function imageSteps(): readonly (readonly [string, string])[] {
  const texts = Object.values(readCompose().services).flatMap(({ build }) => build?.dockerfile_inline ?? []);
  const [text = "", ...others] = texts;
  if (others.length > 0) throw new Error("one image, and one place that says how it is made");
  return text
    .replace(/\\\n/g, " ")
    .split("\n")
    .filter((line) => !/^\s*(?:#|$)/.test(line))
    .map((line): [string, string] => {
      const [, instruction = "", rest = ""] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
      return [instruction, rest.trim()];
    });
}
