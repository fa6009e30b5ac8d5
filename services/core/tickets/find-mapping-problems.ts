import type { TicketMapping } from "#schemas/ticket-mapping";
import { patternProblem } from "../text/compile-pattern.js";
import { isNumber } from "./is-number.js";

/** What a mapping says that cannot be meant, beside what its schema sees. */
export interface MappingProblem {
  readonly path: string;
  readonly message: string;
  readonly remedy: string;
}

/** Finds every problem of a mapping at once. */
export function findMappingProblems(mapping: TicketMapping, system: string): readonly MappingProblem[] {
  const { number, zone } = mapping;
  const notCompiled = patternProblem(number.pattern);
  const problems: (MappingProblem | false)[] = [
    mapping.system !== system && {
      path: "/system",
      message: `is '${mapping.system}', while estate.yaml says '${system}'`,
      remedy: "Run 'lockstep tickets discover' for this ticket system.",
    },
    !isZone(zone) && {
      path: "/zone",
      message: `'${zone.slice(0, 60)}' is no time zone`,
      remedy: "Write its IANA name, for example Europe/London.",
    },
    notCompiled !== undefined && {
      path: "/number/pattern",
      message: `cannot be used: ${notCompiled}`,
      remedy: "Write it without looking around or referring back.",
    },
    notCompiled === undefined &&
      TOO_WIDE.some((text) => isNumber(text, mapping)) && {
        path: "/number/pattern",
        message: "fits texts that are no ticket number",
        remedy: "Write the letters and the count of digits that a number has, for example CHG[0-9]{7}.",
      },
  ];
  return problems.filter((problem) => problem !== false);
}

/** What no pattern of numbers may fit: it would let a query through. */
const TOO_WIDE = ["", " ", "^", "a^ORb", "x AND y", "a;b", "a,b", "'", '"', "a&b=c", "../x", "%", "UTF-8", "SHA-256"];

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en-GB", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
