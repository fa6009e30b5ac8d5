import { tellReviewLife } from "#test/fakes/review-life";
import { stageLocally } from "#test/fakes/review-stage";

tellReviewLife(() => stageLocally({ policy: { people: { people: "pseudonyms" } } }));
