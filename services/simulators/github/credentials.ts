import { createVerify, randomBytes } from "node:crypto";
import type { GitHubForgeFaults } from "./faults.js";
import type { Hub } from "./hub.js";
import { ALL_PERMISSIONS, type HubApp, type Identity, type Permissions } from "./hub-model.js";
import { narrow } from "./narrow.js";

/** Why a login does not hold, in GitHub's words. */
export class LoginRefusal extends Error {}

interface Issued {
  readonly token: string;
  readonly expiresAt: Date;
}

const HOUR_MS = 3_600_000;

/** Who may ask, and with what. */
export class Credentials {
  private readonly hub: Hub;
  private readonly faults: GitHubForgeFaults;
  private readonly installed = new Map<string, Issued>();

  constructor(hub: Hub, faults: GitHubForgeFaults) {
    this.hub = hub;
    this.faults = faults;
  }

  /** Whom an `Authorization` header stands for. @throws LoginRefusal */
  identify(header: string | undefined): Identity {
    const [scheme = "", value = ""] = (header ?? "").split(" ");
    const kind = scheme.toLowerCase();
    if (kind === "basic")
      return this.ofToken(Buffer.from(value, "base64").toString("utf8").split(":").slice(1).join(":"));
    if (kind === "bearer" && value.split(".").length === 3) return this.ofApp(value);
    if (kind === "token" || kind === "bearer") return this.ofToken(value);
    throw new LoginRefusal("Requires authentication");
  }

  /** A token of the installation, good for an hour. */
  install(): Issued {
    const issued = {
      token: `ghs_${randomBytes(18).toString("hex")}`,
      expiresAt: new Date(this.hub.now().getTime() + HOUR_MS),
    };
    this.installed.set(issued.token, issued);
    return issued;
  }

  /** What an app may do, as it stands. */
  granted({ permissions = ALL_PERMISSIONS }: HubApp): Permissions {
    return narrow(permissions, this.faults);
  }

  private ofToken(token: string): Identity {
    const issued = this.installed.get(token);
    const { app, credentials = [] } = this.hub.model;
    if (issued !== undefined && app !== undefined && issued.expiresAt > this.hub.now()) {
      return {
        kind: "installation",
        login: `${app.slug}[bot]`,
        permissions: { ...this.granted(app), metadata: "read" },
      };
    }
    const found = credentials.find((credential) => credential.token === token);
    if (found === undefined) throw new LoginRefusal("Bad credentials");
    const { login, permissions = ALL_PERMISSIONS, expiresAt } = found;
    if (expiresAt !== undefined && Date.parse(expiresAt) <= this.hub.now().getTime())
      throw new LoginRefusal("Bad credentials");
    return {
      kind: "person",
      login,
      permissions: { ...narrow(permissions, this.faults), metadata: "read" },
      ...(expiresAt !== undefined && { expiresAt }),
    };
  }

  private ofApp(jwt: string): Identity {
    const { app } = this.hub.model;
    if (app === undefined || !isSigned(app, jwt)) throw new LoginRefusal("A JSON web token could not be decoded");
    const claims: unknown = JSON.parse(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString("utf8"));
    const [issuer, issuedAt, ends] = ["iss", "iat", "exp"].map((name) => Number(Reflect.get(Object(claims), name)));
    const now = this.hub.now().getTime() / 1000;
    if (issuer !== app.id) throw new LoginRefusal("Integration not found");
    if (issuedAt === undefined || issuedAt > now + 1) {
      throw new LoginRefusal(
        "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
      );
    }
    if (ends === undefined || ends <= now) {
      throw new LoginRefusal(
        "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
      );
    }
    if (ends > now + 600) throw new LoginRefusal("'Expiration time' claim ('exp') is too far in the future");
    return { kind: "app", login: app.slug, permissions: {} };
  }
}

function isSigned({ publicKey }: HubApp, jwt: string): boolean {
  const [head = "", claims = "", signature = ""] = jwt.split(".");
  return createVerify("RSA-SHA256").update(`${head}.${claims}`).verify(publicKey, signature, "base64url");
}
