import { randomBytes } from "node:crypto";
import type { RequestHandler } from "express";
import { SENDERS } from "#webhooks/senders";
import type { ServedWebhook } from "#webhooks/served-webhook";
import { addJobs } from "./add-jobs.js";
import type { HttpContext, HttpLimits } from "./http-context.js";
import { addFacts } from "./log-answer.js";
import { sendProblem } from "./send-problem.js";

/**
 * Takes a delivery: verifies its bytes, adds what it asks for to the queue, and answers; the work is done later. Of a webhook that
 * is not there it does the same work and gives the same answer as of one whose sender did not prove itself.
 */
export function takeWebhook(context: HttpContext, limits: HttpLimits): RequestHandler<{ id: string; estate?: string }> {
  const nobody: ServedWebhook = {
    declared: { id: "nobody", sender: "github" },
    secret: randomBytes(32).toString("hex"),
    forge: undefined,
  };
  return async (request, response) => {
    const found = context.webhookNamed(request.params.id, request.params.estate);
    const { declared, secret, forge } = found ?? nobody;
    const body: unknown = response.locals["body"];
    const delivery = {
      headers: request.headersDistinct,
      body: body instanceof Uint8Array ? body : new Uint8Array(),
    };
    const { verify, interpret } = SENDERS[declared.sender];
    const verification = verify(delivery, secret);
    if (found === undefined || !verification.verified) {
      const why = found === undefined || verification.verified ? "there is no such webhook" : verification.why;
      addFacts(response, { webhook: found?.declared.id, why });
      return sendProblem(response, 401, NOT_PROVEN);
    }
    const { deliveryId, event } = verification;
    addFacts(response, { webhook: declared.id, delivery: deliveryId });
    const payload = parseJson(delivery.body);
    if (payload === undefined) return sendProblem(response, 400);
    const jobs = interpret(payload.value, { event, declared, forge });
    const outcome = await addJobs(
      jobs,
      { webhookId: declared.id, estate: request.params.estate, verification },
      context,
      limits,
    );
    addFacts(response, { ...outcome });
    response.status(outcome.added > 0 ? 202 : 200).json(outcome);
    return undefined;
  };
}

const NOT_PROVEN = {
  code: "webhook-refused",
  detail: "There is no such webhook, or its sender did not prove itself.",
} as const;

function parseJson(body: Uint8Array): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body)) };
  } catch {
    // Whoever holds the secret sent what is no JSON; the answer says so.
    return undefined;
  }
}
