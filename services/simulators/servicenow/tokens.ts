import { randomBytes } from "node:crypto";
import type { Request, Response } from "express";

/** The tokens that an instance has given. */
export class Tokens {
  private readonly good = new Set<string>();
  private readonly client: { readonly username: string; readonly password: string };

  constructor(client: { readonly username: string; readonly password: string }) {
    this.client = client;
  }

  /** Gives a token to the client that knows its secret, as `oauth_token.do` does. */
  answer(request: Request, response: Response): void {
    const body: unknown = request.body;
    const field = (name: string): unknown =>
      typeof body === "object" && body !== null ? Reflect.get(body, name) : undefined;
    const isRight =
      field("grant_type") === "client_credentials" &&
      field("client_id") === this.client.username &&
      field("client_secret") === this.client.password;
    response.status(isRight ? 200 : 401).type("application/json");
    if (!isRight) {
      response.end(JSON.stringify({ error_description: "access_denied", error: "server_error" }));
      return;
    }
    const token = randomBytes(24).toString("base64url");
    this.good.add(`Bearer ${token}`);
    response.end(JSON.stringify({ access_token: token, scope: "useraccount", token_type: "Bearer", expires_in: 1799 }));
  }

  isGood(authorization: string): boolean {
    return this.good.has(authorization);
  }

  expireAll(): void {
    this.good.clear();
  }
}
