/**
 * Says whether ten digits are a valid NHS number by modulo 11: weights 10 to 2, check digit 11 minus the remainder, 11 as
 * 0, 10 as invalid. Blanks, dots and hyphens may group it (3-3-4). One digit ten times over is nobody's number.
 */
export function isNhsNumber(text: string): boolean {
  if (!GROUPED.test(text)) return false;
  const digits = [...text].filter((character) => character >= "0" && character <= "9").map(Number);
  if (digits.every((digit) => digit === digits[0])) return false;
  const sum = digits.slice(0, 9).reduce((total, digit, index) => total + digit * (10 - index), 0);
  return (11 - (sum % 11)) % 11 === digits[9];
}

const GROUPED = /^\d{3}[ \t.\u00a0\u2009\u202f-]{0,3}\d{3}[ \t.\u00a0\u2009\u202f-]{0,3}\d{4}$/;
