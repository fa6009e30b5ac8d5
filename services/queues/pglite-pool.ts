import { EventEmitter } from "node:events";
import type { PGlite, Results } from "@electric-sql/pglite";
import type { PgPool, PgPoolClient, PgQueryResult } from "bullmq";

/**
 * Lets an embedded database look like a pool of connections, as far as BullMQ asks. All of them are the one connection that
 * there is, so what is sent in parts (a transaction) may only be sent while nobody else asks: the tables, at the start.
 */
export function pooled(database: PGlite, assertUsable: () => void): PgPool {
  return new Pool({ database, assertUsable });
}

interface Usable {
  readonly database: PGlite;
  /** Throws where another process has taken the database. */
  readonly assertUsable: () => void;
}

class Pool extends EventEmitter implements PgPool {
  /** Nothing lies between that could drop: a worker may wait as long as it likes. */
  readonly options = { keepAlive: true };
  readonly #usable: Usable;

  constructor(usable: Usable) {
    super();
    this.#usable = usable;
  }

  query<R>(text: string, params?: readonly unknown[]): Promise<PgQueryResult<R>> {
    return ask<R>(this.#usable, text, params);
  }

  async connect(): Promise<PgPoolClient> {
    return new PooledClient(this.#usable);
  }

  async end(): Promise<void> {
    this.removeAllListeners();
  }
}

class PooledClient extends EventEmitter implements PgPoolClient {
  readonly #usable: Usable;
  readonly #hush: () => void;

  constructor(usable: Usable) {
    super();
    this.#usable = usable;
    this.#hush = usable.database.onNotification((channel, payload) => this.emit("notification", { channel, payload }));
  }

  query<R>(text: string, params?: readonly unknown[]): Promise<PgQueryResult<R>> {
    return ask<R>(this.#usable, text, params);
  }

  release(): void {
    this.#hush();
  }
}

/** Several statements in one text are sent without parameters, and answered by the last. */
async function ask<R>(usable: Usable, text: string, params: readonly unknown[] = []): Promise<PgQueryResult<R>> {
  usable.assertUsable();
  const { database } = usable;
  const result: Results | undefined =
    params.length === 0 ? (await database.exec(text)).at(-1) : await database.query(text, [...params]);
  const rows = (result?.rows ?? []) as R[];
  return { rows, rowCount: Math.max(rows.length, result?.affectedRows ?? 0) };
}
