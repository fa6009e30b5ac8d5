import { InvalidArgumentError } from "commander";
import { isDay } from "#services/core/policy/is-day";

/** Reads a day as people write it on the command line. */
export function parseDay(text: string): string {
  if (isDay(text)) return text;
  throw new InvalidArgumentError("It is a day, YYYY-MM-DD.");
}
