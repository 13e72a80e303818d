import type { PastApplication } from "../banks/applications";
import type { City } from "../city/city";
import type { Store } from "../store/store";
import type { Agency } from "./catalogue";
import type { Verifier } from "./artefact";
import type { FaultMode } from "./bodies";
import type { LogKey } from "../witness/note";

/** What every route is handed. The clock is a parameter so that a test can stop it. */
export type World = {
  city: City;
  /** The seed as it was given. */
  seed: string;
  store: Store;
  verify: Verifier;
  /** With which the platform signs its ledger's checkpoints. */
  logKeys: readonly LogKey[];
  now: () => Date;
  hasLatency: boolean;
  /** How long a node in fault mode "slow" takes, in milliseconds. */
  slowness: number;
  faults: Map<Agency, FaultMode>;
  /** Applications of firms asked about lately: every bank's history goes through the same firms. */
  recent: Map<number, PastApplication[]>;
};
