/** By field number, the components that hold data; the others are codes, such as the type of an identifier. */
export type PersonalComponents = Readonly<Record<number, readonly number[]>>;

/** The fields of an HL7 v2 segment that say who somebody is; none for segments that do not. */
export function personalComponents(segment: string): PersonalComponents {
  return SEGMENTS.get(segment) ?? {};
}

const ID = [1];
const NAME = [1, 2, 3];
const ADDRESS = [1, 2, 3, 5];
const PHONE = [1, 4, 7, 12];
const DATE = [1];
/** `@PID.5.1^SMITH` */
const QUERIED = [1, 2, 3, 4, 5];
const ANY = [1, 2, 3, 4, 5, 6, 7, 8];

const SEGMENTS: ReadonlyMap<string, PersonalComponents> = new Map([
  [
    "PID",
    {
      2: ID,
      3: ID,
      4: ID,
      5: NAME,
      6: NAME,
      7: DATE,
      9: NAME,
      11: ADDRESS,
      13: PHONE,
      14: PHONE,
      18: ID,
      19: ID,
      20: ID,
      21: ID,
    },
  ],
  ["NK1", { 2: NAME, 4: ADDRESS, 5: PHONE, 6: PHONE, 30: NAME, 31: PHONE, 32: ADDRESS }],
  ["MRG", { 1: ID, 2: ID, 3: ID, 4: ID, 7: NAME }],
  ["GT1", { 2: ID, 3: NAME, 4: NAME, 5: ADDRESS, 6: PHONE, 7: PHONE, 8: DATE, 12: ID }],
  // the doctor who looks after the patient
  ["PD1", { 4: [2, 3] }],
  ["QRD", { 8: NAME }],
  ["QPD", { 3: QUERIED, 4: QUERIED, 5: QUERIED, 6: QUERIED, 7: QUERIED, 8: QUERIED }],
  ["OBX", { 5: ANY }],
  ["ZPI", Object.fromEntries(Array.from({ length: 40 }, (_, index) => [index + 1, ANY]))],
  ["IN1", { 16: NAME, 18: DATE, 19: ADDRESS, 36: ID, 49: ID }],
]);
