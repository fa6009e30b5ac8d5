import { randomBytes } from "node:crypto";

/** Sessions of the web application. Each holds a licence slot until it is ended. */
export class LicencedSessions {
  private readonly open = new Set<string>();
  private readonly licences: number;

  constructor(licences: number) {
    this.licences = licences;
  }

  /** A new session, or nothing where every slot is taken. */
  start(): string | undefined {
    if (this.open.size >= this.licences) return undefined;
    const id = `${randomBytes(6).toString("hex")}-0001`;
    this.open.add(id);
    return id;
  }

  has(id: string | undefined): id is string {
    return id !== undefined && this.open.has(id);
  }

  end(id: string): void {
    this.open.delete(id);
  }

  endAll(): void {
    this.open.clear();
  }

  /** Sessions that nobody has ended. */
  get openCount(): number {
    return this.open.size;
  }
}
