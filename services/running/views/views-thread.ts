import { workerData } from "node:worker_threads";
import { answerInThread } from "#services/running/threads/answer-in-thread";
import { createViewMaker, type ViewSettings } from "./create-view-maker.js";
import type { ViewQuestion } from "./view-question.js";

const maker = createViewMaker(workerData as ViewSettings, () => new Date());

answerInThread((question: ViewQuestion) => maker.make(question));
