/** Two running nodes of one engine. */
export interface Pair<Simulator> {
  readonly primary: Simulator;
  readonly standby: Simulator;
}
