/** A message in the form of a channel. Whatever stands in it is safe there: nothing of it is looked at again. */
export type Message =
  | {
      readonly form: "mail";
      /** One line of at most 80 characters. */
      readonly subject: string;
      readonly text: string;
      readonly html: string;
      /** The same message sent twice has the same id, so that a reader's mail program may show it once. */
      readonly id: string;
    }
  | { readonly form: "teams" | "slack"; readonly json: string };
