import type { PackageWriter } from "#services/ports/package-writer";

const WHOLE_ONLY =
  "Rhapsody takes components in by an .rlc file of its own IDE alone, or by an upload that clears the whole configuration and stops every component; neither can be made of what it gives to read";

/** Rhapsody imports no file that could be made of what its API gives: there are steps for a person and no package. */
export const rhapsodyPackageWriter: PackageWriter = {
  lists: [],
  before: () => [
    "In the IDE of the node that holds it as approved: Save RLC, of the components named below alone, without passwords",
    "Stop the components that are replaced, once their queues are empty",
  ],
  after: () => [
    "In the IDE: check the components in, with the ticket in the comment, then start what is to run on this node",
  ],
  package: ({ wanted }) => ({
    pieces: [],
    byHand: wanted.map(({ entry }) => {
      const place = placeOf(entry.kind);
      return { entry, why: place?.why ?? WHOLE_ONLY, how: place?.how ?? LOAD, rank: place?.rank ?? 40 };
    }),
  }),
  manual: ({ kind }, act) => {
    const place = placeOf(kind);
    if (act === "remove") return { how: "in the IDE or Management Console: delete it", rank: 40 };
    return { how: place?.how ?? LOAD, rank: place?.rank ?? 40 };
  },
};

const LOAD = "IDE, Load RLC: choose this component alone, and 'replace' where it is there already";

interface Place {
  readonly how: string;
  readonly why: string;
  readonly rank: number;
}

const PLACES: Readonly<Record<string, Place>> = {
  variable: {
    how: "Management Console, Variables: set it by hand; a load of an RLC leaves a variable that is there as it is",
    why: "its value may be a secret, which Rhapsody shows to nobody",
    rank: 10,
  },
  "lookup-table": {
    how: "Management Console, Lookup Tables: export it on the node that holds it as approved, and import it here",
    why: "its own export is a file of the console, which the API does not give",
    rank: 20,
  },
  "security-object": {
    how: "Management Console, Certificates: import certificate or key from where it is kept",
    why: "keys are given to nobody",
    rank: 15,
  },
  user: { how: "Management Console, User Manager", why: "accounts are made by hand", rank: 60 },
  "access-group": { how: "Management Console, User Manager", why: "access is given by hand", rank: 60 },
  module: { how: "Management Console, Modules: upload the module's own file", why: "it is a program", rank: 12 },
  library: { how: "Management Console, Shared Libraries: upload its own file", why: "it is a program", rank: 12 },
  licence: { how: "ask the vendor for the node's own licence", why: "a licence is the node's own", rank: 70 },
};

function placeOf(kind: string): Place | undefined {
  return Object.hasOwn(PLACES, kind) ? PLACES[kind] : undefined;
}
