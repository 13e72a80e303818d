import { existsSync, readFileSync } from "node:fs";
import { describe } from "vitest";

/** Vectors and data that nobody here wrote, in a folder beside the project; a clone has none. */
const folder = new URL("../../../shared/", import.meta.url);

export const sharedFile = (path: string) => new URL(path, folder);
export const readShared = (path: string) => readFileSync(sharedFile(path), "utf8");

export const hasShared = existsSync(sharedFile("vectors"));

/** Like `describe`; where the folder is absent its tests count as skipped. */
export const describeShared = hasShared ? describe : describe.skip;
