import { type TSchema, Type } from "typebox";

/** Parameters of a list that comes in parts. */
export const PAGING = {
  limit: Type.Integer({ minimum: 1, maximum: 200, description: "so many at most; left out: 50" }),
  cursor: Type.String({ maxLength: 300, description: "what the part before gave as `next`" }),
};

export const DEFAULT_LIMIT = 50;

/** A part of a list. */
export function partOf<Item extends TSchema>(item: Item) {
  return Type.Object({
    items: Type.Array(item),
    next: Type.Union([Type.String(), Type.Null()], { description: "the cursor of what follows; null: nothing does" }),
  });
}

/** Makes of a place in a list what callers hand back and cannot read. */
export function cursorOf(place: number | string): string {
  return Buffer.from(String(place), "utf8").toString("base64url");
}

/** The number of the ledger that a cursor stands for; `undefined` where it is none of ours. */
export function numberOfCursor(cursor: string): number | undefined {
  const text = placeOfCursor(cursor);
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

export function placeOfCursor(cursor: string): string {
  return Buffer.from(cursor, "base64url").toString("utf8");
}
