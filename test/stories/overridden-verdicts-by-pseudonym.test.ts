import { tellOverriddenVerdicts } from "#test/fakes/overridden-verdicts";

tellOverriddenVerdicts("pseudonyms");
