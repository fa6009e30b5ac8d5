import type { EngineReport } from "#schemas/check-report";
import { cutText } from "../text/cut-text.js";

/** What people call an engine, else its id. */
export function engineName({ name, engineId }: Pick<EngineReport, "name" | "engineId">): string {
  return cutText(name ?? engineId, 80);
}

/** The same with what a command line calls it and what make it is: `Trust integration engine (tie, mirth-connect)`, in two parts. */
export function engineTitle(engine: Pick<EngineReport, "name" | "engineId" | "product">): readonly [string, string] {
  const product = cutText(engine.product, 60);
  const about = engine.name === undefined ? product : `${cutText(engine.engineId, 80)}, ${product}`;
  return [engineName(engine), `(${about})`];
}
