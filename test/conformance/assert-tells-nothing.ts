import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { ReadStep } from "#services/ports/connector";

/** No password in any form, in message, stack, fields or causes. */
export function assertTellsNothing(told: unknown, password: string): void {
  const stack = told instanceof Error ? (told.stack ?? "") : "";
  const text = [inspect(told, { depth: 10, showHidden: true, maxStringLength: null }), JSON.stringify(told), stack];
  assertFreeOf(text.join("\n"), password);
}

/** Neither what is told of a step nor the bytes that it brings hold the password. */
export function assertStepTellsNothing(step: ReadStep, password: string): void {
  if (step.type !== "item") {
    assertTellsNothing(step, password);
    return;
  }
  const { bytes, ...told } = step.item;
  assertTellsNothing({ ...told, mark: step.mark }, password);
  assertFreeOf(Buffer.from(bytes).toString("latin1"), password);
}

/** A wrong password is held against, too: it is often the right one of another account. */
export function assertFreeOf(text: string, password: string): void {
  for (const form of formsOf(password)) assert.ok(!text.includes(form), "the password is told");
}

function formsOf(password: string): readonly string[] {
  const bytes = Buffer.from(password);
  return [
    password,
    JSON.stringify(password).slice(1, -1),
    encodeURIComponent(password),
    new URLSearchParams([["", password]]).toString().slice(1),
    bytes.toString("hex"),
    // Base64 tells a text that stands in the middle of another one, whatever stands before it.
    ...[0, 1, 2].map((shift) => base64Middle(bytes, shift)),
  ];
}

function base64Middle(bytes: Uint8Array, shift: number): string {
  const whole = Buffer.concat([Buffer.alloc(shift), bytes])
    .toString("base64")
    .replace(/=+$/, "");
  return whole.slice(shift === 0 ? 0 : shift + 1, -1);
}
