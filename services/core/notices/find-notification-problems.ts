import type { Estate } from "#schemas/estate";
import type { NoticeChannel, NoticeRoute, Notifications } from "#schemas/notifications";
import { LockstepError } from "../errors.js";
import { NOTIFICATIONS_FILE } from "../policy/beside-judgement.js";
import type { GovernedProblem } from "../policy/governed-problem.js";
import { nextInstant } from "../schedule/next-instant.js";

/** Finds what no schema can: channels that lead nowhere, names used twice, routes to channels or engines that are not there. */
export function findNotificationProblems(
  notifications: Notifications | undefined,
  engines: readonly (Pick<Estate["engines"][number], "id"> | undefined)[],
): GovernedProblem[] {
  if (notifications === undefined) return [];
  const { channels, routes = [], otherwise, ledgerHead = [], digest } = notifications;
  const known = channels.map(({ id }) => id);
  const engineIds = engines.flatMap((engine) => engine?.id ?? []);
  return [
    ...channels.flatMap((channel, index) => channelProblems(channel, `/channels/${index}`)),
    ...[...repeated(known), ...repeated(routes.map(({ id }) => id))].map((id) =>
      problem("/", `has the id '${id}' twice`, "Give each channel and each route an id of its own."),
    ),
    ...routes.flatMap((route, index) => routeProblems(route, `/routes/${index}`, known, engineIds)),
    ...unknownChannels(otherwise, "/otherwise", known),
    ...(channels.length > 0 && otherwise.length === 0
      ? [problem("/otherwise", "is left out", "Name channels for what no route names: nothing may be told to nobody.")]
      : []),
    ...unknownChannels(ledgerHead, "/ledgerHead", known),
    ...(digest?.timeZone === undefined || isZone(digest.timeZone)
      ? []
      : [
          problem(
            "/digest/timeZone",
            "is no time zone that is known",
            "Give an IANA name, such as Europe/London or UTC.",
          ),
        ]),
  ];
}

function channelProblems({ id, kind, to, urlEnv, urlFile, tls, via }: NoticeChannel, path: string): GovernedProblem[] {
  if (kind === "mail") {
    if (to === undefined) return [problem(path, `'${id}' has no addresses`, "Name them in to.")];
    const isOther = [urlEnv, urlFile, tls, via].some((value) => value !== undefined);
    const remedy = "Take out urlEnv, urlFile, tls and via: through which server mail leaves stands in service.yaml.";
    return isOther ? [problem(path, `'${id}' is mail and says where a chat is`, remedy)] : [];
  }
  const problems: GovernedProblem[] = [];
  if ((urlEnv === undefined) === (urlFile === undefined)) {
    problems.push(problem(path, `'${id}' must have one of urlEnv and urlFile`, "Name where its address stands."));
  }
  if (to !== undefined) problems.push(problem(path, `'${id}' is no mail and has addresses`, "Take out to."));
  return problems;
}

function routeProblems(
  { tell, escalate = [], engines = [] }: NoticeRoute,
  path: string,
  known: readonly string[],
  engineIds: readonly string[],
): GovernedProblem[] {
  const isInOrder = escalate.every(({ afterHours }, index) => afterHours > (escalate[index - 1]?.afterHours ?? 0));
  return [
    ...unknownChannels(tell, `${path}/tell`, known),
    ...escalate.flatMap((level, index) => unknownChannels(level.tell, `${path}/escalate/${index}/tell`, known)),
    ...(isInOrder
      ? []
      : [
          problem(
            `${path}/escalate`,
            "does not go on later each time",
            "Give each level more hours than the one before.",
          ),
        ]),
    ...engines
      .filter((id) => !engineIds.includes(id))
      .map((id) => problem(`${path}/engines`, `names '${id}', which is no engine of the estate`, "Correct its id.")),
  ];
}

function unknownChannels(ids: readonly string[], path: string, known: readonly string[]): GovernedProblem[] {
  return ids
    .filter((id) => !known.includes(id))
    .map((id) => problem(path, `names '${id}', which is no channel`, `There are: ${known.join(", ")}.`));
}

function isZone(timeZone: string): boolean {
  try {
    nextInstant({ cron: "0 7 * * *", timeZone }, new Date(0));
    return true;
  } catch (error) {
    if (error instanceof LockstepError) return false;
    throw error;
  }
}

function repeated(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}

function problem(path: string, message: string, remedy: string): GovernedProblem {
  return { file: NOTIFICATIONS_FILE, path, message, remedy };
}
