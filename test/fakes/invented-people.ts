import { below, oneOf, type Random } from "./seeded-random.js";

/** Somebody who does not exist: the number is of the range that is kept for tests, streets and towns are of no map. */
export interface InventedPerson {
  readonly title: string;
  readonly given: string;
  readonly family: string;
  /** Ten digits with their check digit. */
  readonly nhs: string;
  readonly born: { readonly year: string; readonly month: string; readonly day: string };
  readonly street: string;
  readonly town: string;
  readonly postcode: string;
  readonly hospitalNumber: string;
}

export function inventPerson(random: Random): InventedPerson {
  const digits = (count: number): string => Array.from({ length: count }, () => below(10, random)).join("");
  const two = (from: number, to: number): string => String(from + below(to - from + 1, random)).padStart(2, "0");
  return {
    title: oneOf(["Mrs", "Mr", "Ms", "Miss", "Master"], random),
    given: oneOf(GIVEN, random),
    family: oneOf(FAMILY, random),
    nhs: withCheckDigit(`999${digits(6)}`),
    born: { year: String(1921 + below(95, random)), month: two(1, 12), day: two(1, 28) },
    street: `${1 + below(180, random)} ${oneOf(STREETS, random)}`,
    town: oneOf(TOWNS, random),
    postcode: `${oneOf(["ZX", "QV", "JZ"], random)}${1 + below(9, random)} ${1 + below(9, random)}${oneOf(["ZZ", "XQ", "AB"], random)}`,
    hospitalNumber: `${oneOf(["A", "RXX", "K", "", "D"], random)}${4 + below(5, random)}${digits(6)}`,
  };
}

/** The number of ten digits that these nine begin, or the next that has one. */
export function withCheckDigit(nine: string): string {
  const sum = [...nine].reduce((total, digit, index) => total + Number(digit) * (10 - index), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? withCheckDigit(String(Number(nine) + 1).padStart(9, "0")) : `${nine}${check}`;
}

const GIVEN = ["Isolde", "Corvin", "Siân", "Tamsin", "Łukasz", "Ngozi", "Aurelio", "Bryony", "Dáithí", "Perpetua"];
const FAMILY = [
  ...["Quillfeather", "O'Marrowby", "Brackenshaw", "Marrick-Vane", "Tindlewood", "Penhallowick", "Wexcombe"],
  ...["Larkhollow", "Ó Dunmorrow", "Ashgrovely", "Przybyszek", "Okonjo-Vale"],
];
const STREETS = ["Elderbank Row", "Quarrypit Lane", "Old Tannery Road", "Heron Close", "Saltmarsh Avenue", "Mill St"];
const TOWNS = ["Norwick", "Elmsford Parva", "Haverthwick", "Dunmere"];
