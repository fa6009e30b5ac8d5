import { Agent } from "undici";

/** One answer to a request of a steady load. */
export interface SteadyAnswer {
  readonly url: string;
  /** When it was due to be sent, by the wall clock, in milliseconds: a request that had to wait for its turn counts its waiting. */
  readonly dueAt: number;
  readonly ms: number;
  readonly status: number;
}

/** A load that goes on until it is ended. */
export interface SteadyLoad {
  /** Every answer, in the order they came. */
  end(): Promise<readonly SteadyAnswer[]>;
}

/**
 * Asks so many times a second, in turns and over the same connections, whether or not earlier requests have been answered. A request that
 * fails has the status 0.
 */
export function askSteadily(urls: readonly string[], perSecond: number): SteadyLoad {
  const agent = new Agent({ connections: 32, pipelining: 1 });
  const answers: SteadyAnswer[] = [];
  const open = new Set<Promise<void>>();
  const startedAt = performance.now();
  const offset = Date.now() - startedAt;
  let sent = 0;

  async function ask(due: number, url: string): Promise<void> {
    const status = await statusOf(url, agent);
    answers.push({ url, dueAt: due + offset, ms: performance.now() - due, status });
  }

  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - startedAt) / 1000) * perSecond);
    for (; sent < due; sent += 1) {
      const one = ask(startedAt + (sent / perSecond) * 1000, urls[sent % urls.length] ?? "");
      open.add(one);
      void one.finally(() => open.delete(one));
    }
  }, 2);

  return {
    async end() {
      clearInterval(timer);
      await Promise.all(open);
      await agent.close();
      return answers;
    },
  };
}

async function statusOf(url: string, dispatcher: Agent): Promise<number> {
  const { origin, pathname } = new URL(url);
  try {
    const { statusCode, body } = await dispatcher.request({ origin, path: pathname, method: "GET" });
    await body.dump();
    return statusCode;
  } catch {
    // What was not answered is counted as such.
    return 0;
  }
}
