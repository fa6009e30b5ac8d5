import type { AnyLetter } from "#services/core/notices/letter";
import type { Message } from "#services/core/notices/message";
import { pageOfLetter } from "./page-of-letter.js";
import { renderMail } from "./render-mail.js";
import { renderSlackMessage } from "./render-slack-message.js";
import { renderTeamsCard } from "./render-teams-card.js";

/** Writes a letter as its channel takes it: what an engine said stands in it as letters, whatever it tries to be. */
export function renderLetter(letter: AnyLetter, form: Message["form"]): Message {
  const page = pageOfLetter(letter);
  switch (form) {
    case "mail":
      return { form, ...renderMail(page), id: letter.id };
    case "teams":
      return { form, json: renderTeamsCard(page) };
    case "slack":
      return { form, json: renderSlackMessage(page) };
  }
}
