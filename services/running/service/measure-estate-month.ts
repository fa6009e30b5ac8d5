import type { ServiceLevelsReport } from "#schemas/service-levels-report";
import type { App } from "#services/app";
import { measureServiceLevels } from "#services/jobs/service-levels/measure-service-levels";
import { openEstateRepository } from "#services/stores/git/open-estate-repository";

interface Measuring {
  readonly now?: () => Date;
  readonly signal?: AbortSignal;
}

/** Measures one month (`YYYY-MM`) of an estate against its service levels. @throws LockstepError what `measureServiceLevels` throws */
export async function measureEstateMonth(
  { settings, ledger }: Pick<App, "settings" | "ledger">,
  month: string,
  { now = () => new Date(), signal }: Measuring = {},
): Promise<ServiceLevelsReport> {
  const { storeDir: gitDir, signingKeyFile, ledgerMarkFolder } = settings;
  const repository = openEstateRepository({ gitDir, signingKeyFile, ledgerMarkFolder, now }, ledger);
  return await measureServiceLevels(month, { ledger, repository, now, ...(signal && { signal }) });
}
