import type { Estate } from "#schemas/estate";
import type { Webhook } from "#schemas/webhook";
import type { GovernedProblem } from "./governed-problem.js";

type Told = Pick<GovernedProblem, "message" | "remedy"> & { readonly key?: string };

/** Finds webhooks that could not be answered: names used twice, no secret, nothing that they may ask for. */
export function findWebhookProblems(estate: Estate): GovernedProblem[] {
  const webhooks = estate.webhooks ?? [];
  return webhooks.flatMap((webhook, index) => {
    const isRepeated = webhooks.findIndex(({ id }) => id === webhook.id) < index;
    const told = [
      ...(isRepeated
        ? [{ message: `is a second '${webhook.id}'`, remedy: "Give each webhook an id of its own." }]
        : []),
      ...secretProblems(webhook),
      ...ticketSystemProblems(webhook, estate),
      ...engineProblems(webhook, estate),
      ...forgeProblems(webhook, estate),
    ];
    return told.map(({ key, message, remedy }: Told) => ({
      file: "estate.yaml",
      path: key === undefined ? `/webhooks/${index}` : `/webhooks/${index}/${key}`,
      message,
      remedy,
    }));
  });
}

function secretProblems({ id, passwordEnv, passwordFile }: Webhook): Told[] {
  const remedy = "Name the variable that holds the secret in passwordEnv, or its file in passwordFile.";
  if (passwordEnv === undefined && passwordFile === undefined) {
    return [{ message: `of '${id}' names no secret, so that nothing it sends could be believed`, remedy }];
  }
  return passwordEnv === undefined || passwordFile === undefined
    ? []
    : [{ message: `of '${id}' names two secrets`, remedy: "Name one: passwordEnv or passwordFile." }];
}

function isOfTicketSystem({ sender }: Webhook): boolean {
  return sender === "servicenow" || sender === "jira" || sender === "topdesk";
}

function ticketSystemProblems(webhook: Webhook, { ticketSystems = [] }: Estate): Told[] {
  const { id, sender, ticketSystem } = webhook;
  const key = "ticketSystem";
  if (!isOfTicketSystem(webhook)) return ticketSystem === undefined ? [] : [superfluous(key, webhook)];
  if (ticketSystem === undefined) {
    return [
      { message: `of '${id}' names no ticketSystem`, remedy: "Name the entry of ticketSystems that is read again." },
    ];
  }
  const declared = ticketSystems.find((system) => system.id === ticketSystem);
  if (declared === undefined) {
    const remedy = "Name the id of an entry of ticketSystems.";
    return [{ key, message: `'${ticketSystem}' is no ticket system of the estate`, remedy }];
  }
  if (declared.system === sender) return [];
  const message = `'${ticketSystem}' is of ${declared.system}, and '${id}' of ${sender}`;
  return [{ key, message, remedy: "Name a ticket system of the sender's make." }];
}

function engineProblems(webhook: Webhook, estate: Estate): Told[] {
  const { id, sender, engines } = webhook;
  if (sender !== "engine") return engines === undefined ? [] : [superfluous("engines", webhook)];
  if (engines === undefined) {
    return [{ message: `of '${id}' names no engines`, remedy: "List the engines that it may ask to be checked." }];
  }
  return engines.flatMap((named, index) =>
    estate.engines.some((engine) => engine.id === named)
      ? []
      : [
          {
            key: `engines/${index}`,
            message: `'${named}' is no engine of the estate`,
            remedy: "Name the id of an engine.",
          },
        ],
  );
}

function forgeProblems({ id, sender }: Webhook, { forge }: Estate): Told[] {
  if ((sender !== "github" && sender !== "azure-devops") || forge?.system === sender) return [];
  const message = `of '${id}' is of ${sender}, and the estate's forge is ${forge?.system ?? "none"}`;
  return [{ key: "sender", message, remedy: `Declare forge: with system: ${sender}, or take the webhook out.` }];
}

function superfluous(key: string, { sender }: Webhook): Told {
  return { key, message: `says nothing to the sender ${sender}`, remedy: "Take it out." };
}
