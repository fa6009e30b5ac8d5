import { randomBytes } from "node:crypto";

/** How a login ended, in the engine's own words. */
export interface LoginStatus {
  readonly status: "SUCCESS" | "SUCCESS_GRACE_PERIOD" | "FAIL" | "FAIL_EXPIRED" | "FAIL_LOCKED_OUT";
  readonly message: string;
}

interface SessionRules {
  /** Refusals before an account is locked; 0: never. */
  readonly retryLimit: number;
  readonly lockoutHours: number;
  /** What a right password gives. Default `SUCCESS`. */
  readonly outcome?: LoginStatus["status"];
}

/** Logins, strikes and sessions, as `password.retrylimit` and `password.lockoutperiod` rule them. */
export class Sessions {
  private readonly open = new Map<string, string>();
  private readonly strikes = new Map<string, number>();
  private readonly passwords: ReadonlyMap<string, string>;
  private readonly rules: SessionRules;

  constructor(passwords: ReadonlyMap<string, string>, rules: SessionRules) {
    this.passwords = passwords;
    this.rules = rules;
  }

  /** A wrong password is a strike; an account with too many refuses the right one too. */
  login(username: string, password: string): LoginStatus {
    const { retryLimit, lockoutHours, outcome = "SUCCESS" } = this.rules;
    const strikes = this.strikes.get(username) ?? 0;
    if (retryLimit > 0 && strikes >= retryLimit) {
      return {
        status: "FAIL_LOCKED_OUT",
        message: `User account "${username}" has been locked. You may attempt to login again in ${lockoutHours * 60 - 1} minutes.`,
      };
    }
    if (this.passwords.get(username) === password) {
      if (outcome.startsWith("SUCCESS")) this.strikes.delete(username);
      return { status: outcome, message: outcome === "FAIL_EXPIRED" ? "Your password has expired." : "" };
    }
    this.strikes.set(username, strikes + 1);
    const remaining = retryLimit - strikes - 1;
    const warning =
      retryLimit === 0
        ? ""
        : ` ${remaining} login attempt(s) remaining for "${username}" until the account is locked for ${lockoutHours} hour.`;
    return { status: "FAIL", message: `Incorrect username or password.${warning}` };
  }

  start(username: string): string {
    const id = `node0${randomBytes(12).toString("hex")}.node0`;
    this.open.set(id, username);
    return id;
  }

  userOf(id: string | undefined): string | undefined {
    return id === undefined ? undefined : this.open.get(id);
  }

  end(id: string | undefined): void {
    if (id !== undefined) this.open.delete(id);
  }

  endAll(): void {
    this.open.clear();
  }

  /** Sessions that nobody has signed out of. */
  get openCount(): number {
    return this.open.size;
  }
}
