import type { InstanceState } from "./instance-state.js";

const STATUS = { none: 1, primary: 2, backup: 3 } as const;
const MEMBER_TYPE = { none: 2, primary: 3, backup: 3 } as const;

/** Renders what `/api/monitor/metrics` gives, in Prometheus text: the mirror's state and each production's hosts. */
export function renderMetrics(state: InstanceState): string {
  const { role, failoverReady = true, missingDatabases = 0 } = state.mirror;
  const gauge = (name: string, value: number): string =>
    `# HELP ${name} Simulated.\n# TYPE ${name} gauge\n${name} ${value}\n`;
  const mirror =
    role === "none"
      ? gauge("iris_mirror_status", STATUS.none) + gauge("iris_mirror_member_type", MEMBER_TYPE.none)
      : gauge("iris_mirror_status", STATUS[role]) +
        gauge("iris_mirror_member_type", MEMBER_TYPE[role]) +
        gauge("iris_mirror_failover_ready", failoverReady ? 1 : 0) +
        gauge("iris_mirror_missing_databases", missingDatabases);
  const days = state.licenceDays === undefined ? "" : gauge("iris_license_days_remaining", state.licenceDays);
  return `${gauge("iris_system_state", 0)}${gauge("iris_license_available", 20)}${days}${mirror}${renderHosts(state)}`;
}

/** Productions run on the primary only. */
function renderHosts(state: InstanceState): string {
  if (state.mirror.role === "backup") return "";
  const lines = [...state.namespaces.values()].flatMap(({ name, documents }) =>
    [...documents.values()].flatMap((document) => {
      const production = /<Production Name="([^"]+)"/.exec(document.text)?.[1];
      if (production === undefined) return [];
      return [...document.text.matchAll(/<Item Name="([^"]+)"[^>]*?(?:Enabled="(\w+)")?[^>]*>/g)].map(
        ([, host, enabled]) =>
          `iris_interop_hosts{id="${name}",status="${enabled === "false" ? "Inactive" : "OK"}",host="${host}",production="${production}"} 1\n`,
      );
    }),
  );
  return lines.length === 0 ? "" : `# TYPE iris_interop_hosts gauge\n${lines.join("")}`;
}
