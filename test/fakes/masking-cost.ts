import { createMask } from "#services/core/mask";
import { maskPatientData } from "#services/core/privacy/mask-patient-data";
import { maskSecretsInText } from "#services/core/privacy/mask-secrets";

const MASK = createMask("cost", new Uint8Array(32).fill(5));

/** A text after both masks. */
export function maskBoth(text: string): string {
  return maskPatientData(maskSecretsInText(text, MASK), MASK).text;
}

/**
 * How many times dearer a character is in a long row of one piece than in a short one: about 1 where the cost is linear, about
 * the ratio of the lengths where it is quadratic. The least of several tries, since the machine has other things to do.
 */
export function costRatio(piece: string, { short, long }: { short: number; long: number }): number {
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 20 && least > GOOD; attempt += 1) {
    const many = Math.round(long / short);
    const shortRow = piece.repeat(Math.ceil(short / piece.length));
    const longRow = piece.repeat(Math.ceil(long / piece.length));
    const inShort = elapsed(() => {
      for (let time = 0; time < many; time += 1) maskBoth(`${shortRow}${time}`);
    });
    const inLong = elapsed(() => maskBoth(longRow));
    least = Math.min(least, inLong / inShort);
  }
  return least;
}

/** A try that shows this needs no other. */
const GOOD = 2;

function elapsed(act: () => void): number {
  const start = performance.now();
  act();
  return performance.now() - start;
}
