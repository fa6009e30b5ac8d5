import type { Static, TSchema } from "typebox";
import { LockstepError } from "#services/core/errors";
import { parseAnswer } from "./answers.js";
import type { HubAddress } from "./hub-address.js";
import { REPOSITORY } from "./requests.js";
import { toForgeError } from "./to-forge-error.js";

export type Parameters = Readonly<Record<string, unknown>>;

/** What of an Octokit is used. */
export interface Requester {
  request(
    route: string,
    parameters: Parameters,
  ): Promise<{ data: unknown; headers: Readonly<Record<string, unknown>> }>;
}

/** Questions to one repository; owner and name are filled in. */
export interface Hub {
  readonly id: string;
  readonly address: HubAddress;
  /** @throws LockstepError of family upstream, `rights-narrowed` where there is no such thing */
  ask<T extends TSchema>(schema: T, route: string, parameters?: Parameters): Promise<Static<T>>;
  /** `undefined` where there is no such thing, though the repository is seen. @throws LockstepError `rights-narrowed` where it is not */
  findSurely<T extends TSchema>(schema: T, route: string, parameters?: Parameters): Promise<Static<T> | undefined>;
  /** `undefined` where there is no such thing, or it may not be seen. */
  find<T extends TSchema>(schema: T, route: string, parameters?: Parameters): Promise<Static<T> | undefined>;
  /** Sends what nobody wants the answer of. */
  send(route: string, parameters: Parameters): Promise<void>;
  /** Every row of a list, page by page, until one says that nothing of interest follows. */
  list<T extends TSchema>(
    schema: T,
    route: string,
    parameters?: Parameters,
    isLast?: (row: Static<T>) => boolean,
  ): Promise<readonly Static<T>[]>;
}

const PER_PAGE = 100;
const MAX_PAGES = 1000;

export function createHub(octokit: Requester, address: HubAddress, id: string): Hub {
  const { owner, repo } = address;
  const originOf = (route: string): string => `${id}: '${route}'`;

  async function request(route: string, parameters: Parameters): Promise<{ data: unknown; link: unknown }> {
    try {
      const { data, headers } = await octokit.request(
        route,
        route.includes("{owner}") ? { owner, repo, ...parameters } : parameters,
      );
      return { data, link: headers["link"] };
    } catch (error) {
      throw toForgeError(error, id, route);
    }
  }

  const hub: Hub = {
    id,
    address,
    ask: async (schema, route, parameters = {}) =>
      parseAnswer(schema, (await request(route, parameters)).data, originOf(route)),
    async find(schema, route, parameters = {}) {
      try {
        return await hub.ask(schema, route, parameters);
      } catch (error) {
        if (isNotThere(error)) return undefined;
        throw error;
      }
    },
    async findSurely(schema, route, parameters = {}) {
      const found = await hub.find(schema, route, parameters);
      if (found === undefined) await hub.send(REPOSITORY, {});
      return found;
    },
    send: async (route, parameters) => void (await request(route, parameters)),
    async list(schema, route, parameters = {}, isLast = () => false) {
      const rows: Static<typeof schema>[] = [];
      for (let page = 1; page <= MAX_PAGES; page += 1) {
        const { data, link } = await request(route, { ...parameters, per_page: PER_PAGE, page });
        if (!Array.isArray(data))
          throw new LockstepError(
            "answer-unexpected",
            `${originOf(route)} was answered with something else than a list.`,
          );
        for (const row of data) rows.push(parseAnswer(schema, row, originOf(route)));
        const last = rows.at(-1);
        // Of the link only that there is a next page is taken: it names the repository by number, and could name anything.
        if (last === undefined || isLast(last) || !hasNext(link)) return rows;
      }
      throw new LockstepError("answer-unexpected", `${originOf(route)} has pages without an end.`);
    },
  };
  return hub;
}

function hasNext(link: unknown): boolean {
  return typeof link === "string" && /rel="next"/.test(link);
}

/** Told with 404, which also stands for what may not be seen. */
export function isNotThere(error: unknown): boolean {
  return (
    error instanceof LockstepError &&
    error.code === "rights-narrowed" &&
    [404, 410].includes(Number(error.details["status"]))
  );
}
