import { Temporal } from "temporal-polyfill";

/** How the site writes to an account. */
export interface AccountView {
  readonly isCloud: boolean;
  /** IANA zone of the account's profile. */
  readonly zone: string;
  readonly showsAddresses: boolean;
}

/** A time as Jira writes it: in the account's zone, with an offset that has no colon. */
export function writeTime(instant: string, { zone }: Pick<AccountView, "zone">): string {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
  const time = local.toPlainDateTime().toString({ smallestUnit: "millisecond" });
  return `${time}${local.offset.replace(":", "")}`;
}
