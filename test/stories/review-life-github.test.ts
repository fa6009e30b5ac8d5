import { tellReviewLife } from "#test/fakes/review-life";
import { stageOnGitHub } from "#test/fakes/review-stage";

tellReviewLife(stageOnGitHub);
