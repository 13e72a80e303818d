import fc from "fast-check";
import { narrow, resumeAsClerk, terminate } from "@/tests/consent-model/changes";
import { act, request, revise, sign } from "@/tests/consent-model/life";
import {
  announce,
  close,
  expire,
  lapse,
  read,
  redeem,
  release,
} from "@/tests/consent-model/reading";

/** One thing that can happen to consents. */
export const step = fc.oneof(
  { arbitrary: request, weight: 8 },
  { arbitrary: revise, weight: 2 },
  { arbitrary: sign, weight: 14 },
  { arbitrary: read, weight: 28 },
  { arbitrary: redeem, weight: 5 },
  { arbitrary: release, weight: 3 },
  { arbitrary: act, weight: 10 },
  { arbitrary: resumeAsClerk, weight: 1 },
  { arbitrary: terminate, weight: 1 },
  { arbitrary: narrow, weight: 7 },
  { arbitrary: expire, weight: 1 },
  { arbitrary: lapse, weight: 1 },
  { arbitrary: announce, weight: 4 },
  { arbitrary: close, weight: 1 },
);
