import { afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  actsOf,
  aStage,
  call,
  isBroken,
  isMutation,
  principal,
  rightInput,
  schemaOf,
  traceOf,
  traces,
  type Group,
  type Stage,
} from "@/tests/access/acts";
import { spoilt } from "@/tests/access/hostile";

/** Tests the acts of one of the groups. */
export function testBadInput(group: Group) {
  describe("bad input is refused, says why and changes nothing", () => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await aStage();
    });
    afterEach(() => stage.rewind());

    test.each(actsOf(group))(
      "$title",
      async ({ name, expected }) => {
        const schema = schemaOf(name);
        const wrong: string[] = [];
        let refused = 0;
        const { side, rewind } = stage;
        let left = await traces(side);
        const cases = schema ? spoilt(schema, rightInput(name, expected, side)) : [];
        for (const [index, [title]] of cases.entries()) {
          // Made anew each time: about this side, with ids of the caller's own making.
          const input = spoilt(schema!, rightInput(name, expected, side))[index]![1];
          const got = await call(name, await principal(expected, side), input);
          if (isBroken(got)) wrong.push(`${title}: ${traceOf(got)}`);
          if (got.code === "OK" && isMutation(name)) {
            // It was good input after all.
            await rewind();
            left = await traces(side);
          }
          if (got.code === "OK") continue;
          refused += 1;
          if (!got.says) wrong.push(`${title}: ${got.code} and not why`);
          // What the schema refuses has not come far enough to write.
          const touched = got.isOfSchema ? "" : await left();
          if (touched) wrong.push(`${title}: refused, and ${touched} changed`);
        }
        expect(wrong).toEqual([]);
        expect(refused).toBeGreaterThanOrEqual(Math.min(cases.length, 4));
      },
      240_000,
    );
  });
}
