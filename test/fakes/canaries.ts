import { encodedForms } from "#services/core/privacy/encoded-forms";

/** Values planted in fixtures that must never come out again: invented secrets, and an invented person. */
export const CANARIES = {
  connectorPassword: "Canary-Qx7!listener",
  headerToken: "canaryTok3n0f9aHeaderQx7",
  urlPassword: "Canary-Qx7+url/%",
  jdbcPassword: 'Canary"Qx7<jdbc>',
  scriptPassword: "Canary'Qx7-script",
  mapSecret: "canary-Qx7-configuration-map",
  smtpPassword: "Canary&Qx7=smtp",
  nhsNumber: "9991234500",
  familyName: "Canarywick-Qxborough",
} as const;

export interface Leak {
  /** The canary's name, never its value. */
  readonly canary: string;
  /** Which of its encoded forms was found, by number; 0 is in clear. */
  readonly form: number;
  readonly at: number;
}

/** Looks for each value in bytes: in clear, base64 at any alignment, hexadecimal, URL-encoded, escaped as JSON or XML. */
export function findLeaks(bytes: Uint8Array | string, canaries: Readonly<Record<string, string>>): Leak[] {
  const haystack =
    typeof bytes === "string"
      ? Buffer.from(bytes, "utf8")
      : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Object.entries(canaries).flatMap(([canary, value]) =>
    encodedForms(value).flatMap((form, number) => {
      const at = haystack.indexOf(form, 0, "utf8");
      return at === -1 ? [] : [{ canary, form: number, at }];
    }),
  );
}
