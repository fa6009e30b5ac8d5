import { createHash, randomUUID } from "node:crypto";

/** The order in which a virtual machine happens to list what is in a hash set: random, and constant while it lives. */
export class HashOrder {
  private readonly salt = randomUUID();

  order(values: readonly string[]): readonly string[] {
    if (values.length < 2) return values;
    const ranked = values.map((value) => ({ value, rank: this.rank(value) }));
    return ranked.sort((a, b) => (a.rank < b.rank ? -1 : 1)).map(({ value }) => value);
  }

  private rank(value: string): string {
    return createHash("sha1").update(this.salt).update(value).digest("hex");
  }
}
