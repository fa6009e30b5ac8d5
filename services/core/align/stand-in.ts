import { sha256 } from "../text/digest.js";

/** Where in a value a stand-in differs from it: a place that decides what it is taken for must stay. */
export const STAND_IN_PLACES = ["middle", "end", "everywhere"] as const;
export type StandInPlace = (typeof STAND_IN_PLACES)[number];

/** So many characters are changed: enough to tell millions apart. */
const CHANGED = 6;

/**
 * Makes a value of the same form as another one, of which no part is secret: letters for letters, figures for figures. Each
 * `number` gives another one; the same input gives the same.
 */
export function standIn(value: string, number: number, place: StandInPlace): string {
  const signs = [...value];
  const changeable = signs.flatMap((sign, index) => (/[A-Za-z0-9]/.test(sign) ? [index] : []));
  const noise = sha256(`${number}\0${place}\0${value.length}`);
  chosen(changeable, place).forEach((index, at) => {
    signs[index] = otherThan(signs[index] ?? "", Number.parseInt(noise.slice((at * 2) % 60, ((at * 2) % 60) + 2), 16));
  });
  return signs.join("");
}

function chosen(changeable: readonly number[], place: StandInPlace): readonly number[] {
  if (place === "everywhere") return changeable;
  if (place === "end") return changeable.slice(-CHANGED);
  const start = Math.max(0, Math.floor((changeable.length - CHANGED) / 2));
  return changeable.slice(start, start + CHANGED);
}

/** Another sign of the same kind. */
function otherThan(sign: string, noise: number): string {
  const alphabet = ALPHABETS.find((each) => each.includes(sign));
  if (alphabet === undefined) return sign;
  const step = 1 + (noise % (alphabet.length - 1));
  return alphabet[(alphabet.indexOf(sign) + step) % alphabet.length] ?? sign;
}

const ALPHABETS = ["ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz", "0123456789"];
