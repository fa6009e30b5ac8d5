import assert from "node:assert/strict";
import { test } from "node:test";
import { LockstepError } from "#services/core/errors";
import { startHttpServer } from "#services/http/start-http-server";

const HERE = { host: "127.0.0.1", port: 0 };

test("a request in the middle is answered when the service is told to stop, and no new one is taken", async () => {
  let answer = (): void => assert.fail("nobody asked");
  const { reached: asked, reach: started } = latch();
  const server = await startHttpServer((_request, response) => {
    answer = () => void response.end("done");
    started();
  }, HERE);
  const response = fetch(server.url);
  await asked;
  const stopped = server.stop();
  await assert.rejects(fetch(server.url));
  answer();
  assert.equal(await (await response).text(), "done");
  await stopped;
});

test("a request that never ends does not keep the service from stopping", async () => {
  const { reached: asked, reach: started } = latch();
  const server = await startHttpServer(() => started(), { ...HERE, graceMs: 50 });
  const response = assert.rejects(fetch(server.url));
  await asked;
  await server.stop();
  await response;
});

test("an address that is taken is told, and leaves nothing open", async () => {
  const first = await startHttpServer((_request, response) => void response.end(), HERE);
  try {
    const port = Number(new URL(first.url).port);
    await assert.rejects(
      startHttpServer(() => undefined, { ...HERE, port }),
      (error: unknown) => {
        assert.ok(error instanceof LockstepError && error.code === "system-refused");
        assert.match(error.message, new RegExp(`Another process listens at port ${port} `));
        assert.match(error.remedy, /End that process.*--port/);
        return true;
      },
    );
  } finally {
    await first.stop();
  }
});

/** Something to wait for. */
function latch(): { readonly reached: Promise<void>; readonly reach: () => void } {
  let reach = (): void => undefined;
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  return { reached, reach: () => reach() };
}
