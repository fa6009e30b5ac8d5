import { createHash } from "node:crypto";
import type { Hub } from "./hub.js";

/** An account as REST tells it; nobody's is that of `ghost`. */
export function tellUser(hub: Hub, login: string): Readonly<Record<string, unknown>> | null {
  if (login === "ghost") return null;
  const id = createHash("sha256").update(login).digest().readUInt32BE(0) % 100_000_000;
  const url = `https://github.hospital.test/api/v3/users/${encodeURIComponent(login)}`;
  return {
    login,
    id,
    node_id: `U_${id}`,
    url,
    html_url: `https://github.hospital.test/${encodeURIComponent(login)}`,
    type: login.endsWith("[bot]") ? "Bot" : "User",
    site_admin: hub.roleOf(login) === "admin",
  };
}
