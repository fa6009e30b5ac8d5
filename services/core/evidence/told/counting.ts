import type { EvidenceCell } from "#schemas/evidence-table";
import type { Signal, SignalId } from "../signals.js";

/** Some signals by id, as they are told. */
export type ToldSignals = Readonly<Partial<Record<SignalId, Pick<Signal, "count" | "told">>>>;

/** One of them: a count, and a sentence with the same figure. */
export function tell(count: number, told: string): Pick<Signal, "count" | "told"> {
  return { count, told };
}

/** `2 of 6 changes`, `1 of 1 change`. */
export function ofThem(count: number, whole: number, noun: string): string {
  return `${count} of ${many(whole, noun)}`;
}

/** `1 change`, `6 changes`. */
export function many(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : pluralOf(noun)}`;
}

function pluralOf(noun: string): string {
  return noun.endsWith("y") && !/[aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}

export function sum(values: readonly EvidenceCell[]): number {
  return values.reduce<number>((total, value) => total + (typeof value === "number" ? value : 0), 0);
}

export function countOf<T>(rows: readonly T[], is: (row: T) => boolean): number {
  return rows.filter(is).length;
}
