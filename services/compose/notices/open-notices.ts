import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { CheckReport, EngineReport } from "#schemas/check-report";
import type { StandingNotice } from "#schemas/notices-report";
import type { NoticeChannel } from "#schemas/notifications";
import type { NoticeSettings, Settings } from "#services/config";
import { LockstepError } from "#services/core/errors";
import type { CronInZone } from "#services/core/schedule/next-instant";
import { markSeen, type Seeing } from "#services/jobs/notices/mark-seen";
import type { NoticeContext, Told } from "#services/jobs/notices/notice-context";
import { tellPeople } from "#services/jobs/notices/tell-people";
import type { Missed } from "#services/jobs/notices/watch-runs";
import type { Logger } from "#services/ports/logger";
import type { Notifier } from "#services/ports/notifier";
import { renderLetter } from "#services/reports/notices/render-letter";
import { openEstateRepository } from "#services/stores/git/open-estate-repository";
import type { GitLedger } from "#services/stores/ledger/open-ledger";
import { openPackShelf } from "#services/stores/packs/open-pack-shelf";
import { packFolderOf } from "../evidence/keeping-packs.js";
import { readMailAccess } from "./read-mail-access.js";

/** What telling people of an estate needs beside the estate. */
export interface NoticesOptions {
  /** Stands in the place of what the settings say. */
  readonly notices?: NoticeSettings | undefined;
  /** Gives the last report on an engine, where there is one. Default: derived here, which takes its time. */
  readonly reportOf?: (engineId: string) => Promise<EngineReport | undefined>;
  readonly now?: () => Date;
  readonly logger?: Logger;
}

/** An estate whose people are told. */
export interface NoticedEstate {
  readonly settings: Settings;
  readonly ledger: GitLedger;
  ready(engineId: string): Promise<{ readonly report: EngineReport | undefined }>;
}

/** Tells people of an estate what they have to know, each state once, by whichever service comes first. */
export interface Notices {
  /** Whether policy names anybody: while it does not, nothing has to be looked for. */
  isAnybodyTold(): Promise<boolean>;
  /** After a run, with its report at hand. What was not taken is told again by whatever comes next; nothing is thrown for it. */
  afterRun(report: Pick<CheckReport, "engines">, signal?: AbortSignal): Promise<Told>;
  /**
   * By the last stored verdicts of some engines, none for all: what a job does.
   * @throws LockstepError `notice-not-sent` where a channel may take it later, so that the job is tried again
   */
  tell(engineIds: readonly string[], signal?: AbortSignal): Promise<Told>;
  /** The nightly digest, and the ledger's head. @throws LockstepError `notice-not-sent` */
  nightly(signal?: AbortSignal): Promise<Told>;
  /** By the ledger alone, whatever else is down: runs that did not happen, verdicts that have run out, notices that nobody answers. */
  watch(missed: readonly Missed[], signal?: AbortSignal): Promise<Told>;
  /** Records that a person has seen what stands. @throws LockstepError `selector-unknown`, `usage` */
  seen(seeing: Seeing): ReturnType<typeof markSeen>;
  /** What was told and stands. */
  standing(): Promise<readonly StandingNotice[]>;
  /** Sends a message by one channel that says that it is a trial. @throws LockstepError `notice-refused`, `notice-not-sent`, `selector-unknown` */
  tryChannel(id: string, signal?: AbortSignal): Promise<void>;
  /** When the digest is due. */
  digestSchedule(): Promise<CronInZone>;
}

/** Opens what tells the people of an estate. */
export function openNotices(estate: NoticedEstate, options: NoticesOptions = {}): Notices {
  const { settings, ledger } = estate;
  const { now = () => new Date(), logger, notices = settings.notices } = options;
  const { storeDir: gitDir, signingKeyFile, ledgerMarkFolder } = settings;
  const repository = openEstateRepository({ gitDir, signingKeyFile, ledgerMarkFolder, now }, ledger);
  const reportOf = options.reportOf ?? (async (engineId: string) => (await estate.ready(engineId)).report);
  const context: Omit<NoticeContext, "signal" | "estate"> = {
    ...{ ledger, repository, now },
    publicUrl: notices?.publicUrl ?? null,
    packs: () => openPackShelf(packFolderOf(settings)).list(),
    ...(logger && { logger }),
    write: renderLetter,
    notifierOf: (channel) => openNotifier(channel, { notices, settings, now }),
  };
  const people = tellPeople(context, reportOf);
  return { ...people, seen: (seeing) => markSeen(seeing, { ledger, now }) };
}

interface Opening {
  readonly notices: NoticeSettings | undefined;
  readonly settings: Settings;
  readonly now: () => Date;
}

async function openNotifier(channel: NoticeChannel, { notices, settings, now }: Opening): Promise<Notifier> {
  const { id, kind, to = [], tls, via } = channel;
  if (kind === "mail") {
    const mail = await readMailAccess(notices);
    const { createMailNotifier } = await import("#services/notifiers/mail/create-mail-notifier");
    if (mail !== undefined) return createMailNotifier({ channel: id, ...mail, ...{ to, now } });
    throw new LockstepError("notice-refused", `${id}: no mail server is declared in service.yaml.`);
  }
  assertOwn(channel, settings);
  const url = readAddress(channel, settings);
  const { createChatNotifier } = await import("#services/notifiers/chat/create-chat-notifier");
  return createChatNotifier({ channel: id, form: kind, url, ...(tls && { tls }), ...(via && { via }) });
}

/** On a machine that several estates share none names a file that may be another's (decision 0027). */
function assertOwn({ id, urlFile, tls, via }: NoticeChannel, { confinement }: Settings): void {
  const files = [urlFile, tls?.caFile, via?.ssh?.identityFile, via?.ssh?.knownHostsFile];
  if (confinement === undefined || files.every((file) => file === undefined)) return;
  const message = `${id}: it names a file, which an estate that shares its machine may not: use urlEnv.`;
  throw new LockstepError("notice-refused", message);
}

/** The address of a chat, from the variable or file that the channel names. */
function readAddress({ id, urlEnv, urlFile }: NoticeChannel, { environment, folder }: Settings): string {
  const url = urlEnv === undefined ? readAddressFile(id, resolve(folder, urlFile ?? "")) : environment[urlEnv];
  if (url !== undefined && url.trim() !== "") return url.trim();
  throw new LockstepError("notice-refused", `${id}: its address is not set: set ${urlEnv ?? "what urlFile names"}.`);
}

function readAddressFile(id: string, file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new LockstepError("notice-refused", `${id}: the file of its address cannot be read.`, { cause });
  }
}
