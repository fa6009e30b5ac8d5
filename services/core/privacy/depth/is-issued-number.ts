/**
 * Says whether ten digits with a right check digit are a number that somebody may have: of England, Wales or the Isle of Man (400 to 499, 600 to 799), of
 * Northern Ireland (320 to 399), of tests (9), of Scotland (a date of birth first). Of times and order numbers with such a digit that leaves half.
 */
export function isIssuedNumber(number: string): boolean {
  const digits = number.replace(/\D/g, "");
  return /^(?:[4679]|3[2-9])/.test(digits) || /^(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])/.test(digits);
}
