import { isIP } from "node:net";
import { InvalidArgumentError } from "commander";
import { readServiceSettings } from "#services/running/service/read-service-settings";
import { addExamples } from "./add-examples.js";
import { assertPeopleKnown } from "./assert-people-known.js";
import type { AddCommand } from "./command-context.js";
import { namedEstate } from "./open-estate.js";
import { untilStopped } from "./until-stopped.js";
import { type PeopleOptions, wayOfPeople } from "./way-of-people.js";
import { wholeNumber } from "./whole-number.js";

export const addServe: AddCommand = (program, context) => {
  const serve = program
    .command("serve")
    .description("the service: takes webhooks, and does what they ask for, until it is stopped")
    .option("--service <file>", "service.yaml of several estates (default: LOCKSTEP_SERVICE_FILE, or one estate)")
    .option("--as <name>", "name of whoever sits at the machine, for records (default: the account)")
    .option("--no-people", "answer gates, webhooks and tokens alone: no person comes in")
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--port <number>", "port to listen on; 0: any that is free", wholeNumber(0, 65_535), 8740)
    .option(
      "--agent-port <number>",
      "port that answers the agent checks of HAProxy (default: none)",
      wholeNumber(1, 65_535),
    )
    .option("--every <minutes>", "how often to look for what no webhook told of", wholeNumber(1, 59), 10)
    .option("--trust-proxy <addresses...>", "proxies in front whose X-Forwarded-For is believed", addAddress, []);
  addExamples(serve, "serve", "serve --service service.yaml --host 0.0.0.0 --trust-proxy 10.1.2.3").action(
    async (options: ServeOptions) => {
      const stop = context.catchInterrupts?.();
      const { cwd, environment } = context;
      const named = { estate: namedEstate(program), service: options.service };
      const settings = readServiceSettings({ cwd, environment, ...named });
      assertPeopleKnown({ ...options, hasSignIn: settings.file.signIn !== undefined });
      // Of all commands only a few need these: loading them would make each of the others start later.
      const { serveEstates } = await import("#services/running/service/serve-estates");
      const { openPeople } = await import("#services/http/people/open-people");
      const { allRoutes } = await import("#services/http/all-routes");
      const { createHttpApp } = await import("#services/http/create-http-app");
      const { startListeners } = await import("#services/http/start-listeners");
      const { dropTeller } = await import("#services/http/drop-teller");
      const { proxyTest } = await import("#services/http/proxy-test");
      const service = await serveEstates(settings, { catchUpMinutes: options.every });
      let address = "";
      const say = (line: string): void => void context.stderr.write(`lockstep: ${line}\n`);
      const invite = (link: string): void => void context.stdout.write(`${INVITATION}\n${link}\n`);
      try {
        const { publicUrl } = settings.file;
        const way = wayOfPeople(options, service, { invite, address: () => address, publicUrl });
        const people = openPeople({ ...service, way });
        const { doorkeeper, allowedHosts } = people;
        const routes = allRoutes({ ...service, peopleRoutes: people.routes, peopleCounts: people.counts });
        const limits = { trustedProxies: options.trustProxy };
        const app = createHttpApp({ ...service, routes, doorkeeper, allowedHosts, limits });
        const isProxy = proxyTest(options.trustProxy);
        const server = await startListeners(app, service, { ...options, isProxy, onDrop: dropTeller(service) });
        address = server.url;
        try {
          say(`listening on ${server.url}`);
          people.invite();
          await service.begin();
          await untilStopped(stop);
        } finally {
          await server.stop();
        }
      } finally {
        await service.close();
      }
    },
  );
};

/** By itself on standard output: what a person is to open must not lie among the lines of a log. */
const INVITATION = "Open this address within ten minutes. It is good once, and for whoever opens it first:";

interface ServeOptions extends PeopleOptions {
  readonly host: string;
  readonly service?: string;
  readonly port: number;
  readonly agentPort?: number;
  readonly every: number;
  readonly trustProxy: readonly string[];
}

/** An address, or a network such as 10.1.0.0/16. */
function addAddress(text: string, before: readonly string[]): readonly string[] {
  const [address = "", length = "0", ...others] = text.split("/");
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  if (others.length === 0 && /^\d{1,3}$/.test(length) && Number(length) <= most) return [...before, text];
  throw new InvalidArgumentError("It is an IP address, or a network such as 10.1.0.0/16.");
}
