import type { RawNode } from "#services/core/dialect";

const NUMBER = /^(-?\d{1,40})?$/;

/**
 * Says whether a node has the documented form of a counter or a time stamp, and nothing more: one number, or the `time` and
 * `timezone` of a calendar. Whatever else stands in the place of a stamp is content.
 */
export function isStamp(node: RawNode): boolean {
  if (node.attributes.length > 0) return false;
  return node.children.length === 0 ? NUMBER.test(node.text) : isCalendar(node);
}

function isCalendar({ text, children }: RawNode): boolean {
  const [time, timezone] = children;
  if (text !== "" || children.length > 2 || time?.name !== "time" || !isPlain(time)) return false;
  return NUMBER.test(time.text) && (timezone === undefined || (timezone.name === "timezone" && isPlain(timezone)));
}

function isPlain({ attributes, children }: RawNode): boolean {
  return attributes.length === 0 && children.length === 0;
}
