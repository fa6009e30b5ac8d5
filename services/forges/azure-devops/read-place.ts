import type { Forge as Declared } from "#schemas/forge";

/** Where a repository of Azure DevOps is. */
export interface Place {
  /** Of the API, with organisation or collection, without a closing slash. */
  readonly apiUrl: string;
  /** Where identities are asked for: on Azure DevOps Services another host. */
  readonly identityUrl: string;
  readonly project: string;
  readonly repository: string;
  /** Where people look at the repository, and git reaches it. */
  readonly webUrl: string;
  readonly gitUrl: string;
}

const SERVICES = "https://dev.azure.com";

/**
 * Reads where the repository is: `organisation/project/name` below the address of the host, or `project/name` below an address that
 * ends with the organisation or collection, for example `https://tfs.hospital.test/tfs/DefaultCollection`.
 */
export function readPlace({ url = SERVICES, apiUrl, gitUrl, repository = "" }: Declared): Place {
  const parts = repository.split("/");
  const [name = "", project = "", collection] = parts.toReversed();
  const below = (base: string): string =>
    [base.replace(/\/+$/, ""), ...(collection === undefined ? [] : [encodeURIComponent(collection)])].join("/");
  const webUrl = `${below(url)}/${encodeURIComponent(project)}/_git/${encodeURIComponent(name)}`;
  const api = below(apiUrl ?? url);
  const identityUrl = api.replace(/^https:\/\/dev\.azure\.com(?=\/)/, "https://vssps.dev.azure.com");
  return { apiUrl: api, identityUrl, project, repository: name, webUrl, gitUrl: gitUrl ?? webUrl };
}

/** What an entry lacks or has too much, each as one clause. */
export function declarationProblems(declared: Declared): readonly string[] {
  const { url = SERVICES, apiUrl, gitUrl, repository = "", app, passwordEnv, passwordFile, identityFile } = declared;
  const parts = repository.split("/");
  const isServices = /^https:\/\/dev\.azure\.com\/?$/.test(apiUrl ?? url);
  const problems: (string | false)[] = [
    repository === "" && "lacks repository, as organisation/project/name",
    repository !== "" &&
      isServices &&
      parts.length !== 3 &&
      "has a repository that is not organisation/project/name, which this address asks for",
    parts.some((part) => /^\.+$/.test(part)) && "has a repository with a part that is a step up a path",
    passwordEnv === undefined &&
      passwordFile === undefined &&
      "lacks passwordEnv or passwordFile: nobody signs in without a token",
    app !== undefined && "has app, which is for GitHub alone: give a token",
    identityFile !== undefined &&
      gitUrl?.startsWith("ssh:") !== true &&
      "has identityFile, which is used with an ssh:// gitUrl alone",
  ];
  return problems.filter((problem) => problem !== false);
}
