import type { Forge as Declared } from "#schemas/forge";

/** Where one repository is, for people, for the API and for git. */
export interface HubAddress {
  /** Web address of the host, without a closing slash. */
  readonly web: string;
  readonly api: string;
  readonly owner: string;
  readonly repo: string;
  /** Web address of the repository. */
  readonly page: string;
  readonly git: string;
}

const WEB = "https://github.com";

/**
 * The addresses that an entry in estate.yaml stands for. github.com has its API on a host of its own, and so has each
 * tenant of `ghe.com`; GitHub Enterprise Server has it below `/api/v3`.
 */
export function hubAddress(declared: Declared): HubAddress {
  const web = withoutSlash(declared.url ?? WEB);
  const [owner = "", repo = ""] = (declared.repository ?? "").split("/");
  const page = `${web}/${owner}/${repo}`;
  return {
    web,
    api: withoutSlash(declared.apiUrl ?? apiOf(web)),
    owner,
    repo,
    page,
    git: declared.gitUrl ?? `${page}.git`,
  };
}

function apiOf(web: string): string {
  const host = URL.canParse(web) ? new URL(web).host.toLowerCase() : "";
  return host === "github.com" || host.endsWith(".ghe.com") ? `https://api.${host}` : `${web}/api/v3`;
}

function withoutSlash(address: string): string {
  return address.replace(/\/+$/, "");
}
