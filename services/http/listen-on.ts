import type { Server } from "node:net";
import { LockstepError } from "#services/core/errors";

/** Where to listen, and the option of the command line that says so. */
export interface ListenAt {
  readonly host: string;
  readonly port: number;
  readonly option: "--port" | "--agent-port";
}

/** Listens, or says what stands in the way. @throws LockstepError `system-refused` where another process has the port; whatever else the system says */
export async function listenOn(server: Server, { host, port, option }: ListenAt): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(error.code === "EADDRINUSE" ? taken({ host, port, option }, error) : error);
    });
    server.listen(port, host, resolve);
  });
}

function taken({ host, port, option }: ListenAt, cause: Error): LockstepError {
  return new LockstepError("system-refused", `Another process listens at port ${port} of ${host} (EADDRINUSE).`, {
    cause,
    remedy: `End that process, or give another port with ${option}.`,
  });
}
