import { toldByInstance } from "./told-by-instance.js";

/**
 * Why a difference keeps no failover from working: it changes nothing that runs, or what it changes is told where it takes
 * effect.
 */
export function mayDiffer(kind: string, key: string, segments: readonly string[]): string | undefined {
  const told = toldByInstance(kind, key, segments);
  if (told !== undefined) return told;
  if (kind === "system-default") return defaultMayDiffer(key, segments);
  if (kind === "rule" && /^@(?:production|comment)$/.test(segments.at(-1) ?? "")) return EDITORS_ALONE;
  if (kind === "task" && segments.length === 1 && segments[0] === "StartDate") return DAY_IT_WAS_MADE;
  return isDescription(kind, segments) ? DESCRIPTION : undefined;
}

const TOLD_AT_ITEMS = "what a default changes is told at the production items that it governs";
const DESCRIPTION = "it describes what runs and changes none of it";
const DAY_IT_WAS_MADE = "a task begins on the day on which it was made, which is another one on each node";
const EDITORS_ALONE = "only the rule editor uses it";

/** Settings of every item, so that a default for all of them is seen at each. */
const OF_EVERY_ITEM: ReadonlySet<string> = new Set(["Enabled", "PoolSize"]);

/** A default for every item and class is told by itself alone: no document says which classes have the setting. */
function defaultMayDiffer(key: string, [field]: readonly string[]): string | undefined {
  if (field === "Description" || field === "Deployable") return DESCRIPTION;
  const [, item = "*", hostClass = "*", setting = ""] = key.split("||");
  const isSeenAtItems = item !== "*" || hostClass !== "*" || OF_EVERY_ITEM.has(setting);
  return isSeenAtItems ? TOLD_AT_ITEMS : undefined;
}

const CLASS_KINDS: ReadonlySet<string> = new Set(["class", "rule", "dtl", "bpl"]);

function isDescription(kind: string, segments: readonly string[]): boolean {
  const [first = "", , third] = segments;
  const last = segments.at(-1) ?? "";
  if (kind === "production" || kind === "production-item") {
    return segments.length === 1 && (first === "Description" || first === "Comment");
  }
  if (!CLASS_KINDS.has(kind)) return false;
  if (kind !== "class" && DEFINITIONS.test(first) && /^annotation(?:#\d+)?$/.test(last)) return true;
  // A property may itself be called `Description`.
  return (
    (segments.length === 1 && first === "Description") ||
    (segments.length === 3 && third === "Description" && MEMBERS.test(first))
  );
}

const MEMBERS = /^(?:Properties|Methods|Queries|Indices|ForeignKeys|Triggers|Projections|XDatas)$/;

/** Where the steps of a process, a transformation or a rule stand; a member may itself be called `annotation`. */
const DEFINITIONS = /^(?:process|transform|ruleDefinition)(?: |$)/;
