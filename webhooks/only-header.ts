import type { Delivery } from "./sender.js";

/** The value of a header that was given exactly once; what was given twice says nothing that can be relied on. */
export function onlyHeader({ headers }: Delivery, name: string): string | undefined {
  const values = Object.hasOwn(headers, name) ? headers[name] : undefined;
  return values?.length === 1 ? values[0] : undefined;
}
