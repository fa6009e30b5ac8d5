import { tellWaiving } from "#test/fakes/command-waive";

tellWaiving("pseudonyms");
