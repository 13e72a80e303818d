import { afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  actsOf,
  aStage,
  call,
  isMutation,
  principal,
  rightInput,
  traceOf,
  traces,
  type Group,
  type Stage,
} from "@/tests/access/acts";
import { putInto, statusesOf, thingsBehind } from "@/tests/access/states";

/** Tests the acts of one of the groups. */
export function testWrongStates(group: Group) {
  describe("good input in every wrong state is refused with a reason and changes nothing", () => {
    const onObjects = actsOf(group).filter(({ expected }) => expected.ids);
    const reasonable = ["OK", "CONFLICT", "NOT_FOUND", "FORBIDDEN", "UNPROCESSABLE_CONTENT"];
    const written = ["productProposals.create", "productProposals.import"];
    let stage: Stage;
    beforeAll(async () => {
      stage = await aStage();
    });
    afterEach(() => stage.rewind());

    test.each(onObjects)(
      "$title",
      async ({ name, expected }) => {
        const { side, rewind } = stage;
        const names = Object.values({ ...expected.ids, ...expected.with });
        const wrong: string[] = [];
        let refused = 0;
        const things = await thingsBehind(side, names);
        for (const thing of things) {
          for (const status of statusesOf(thing)) {
            if (!(await putInto(thing, status))) continue;
            const left = isMutation(name) ? await traces(side) : () => "";
            const got = await call(
              name,
              await principal(expected, side),
              rightInput(name, expected, side),
            );
            const at = `${thing.kind} ${status}`;
            if (!reasonable.includes(got.code)) wrong.push(`${at}: ${traceOf(got)}`);
            if (got.code !== "OK") {
              refused += 1;
              if (!got.says) wrong.push(`${at}: ${got.code} and not why`);
              const touched = await left();
              if (touched) wrong.push(`${at}: refused, and ${touched} changed`);
            }
            await rewind();
          }
        }
        expect(wrong).toEqual([]);
        // What a loan is follows from its outcomes, whatever its row says; and a version may be written
        // of any product, also of one that is off the shelf.
        const isByState =
          isMutation(name) &&
          !written.includes(name) &&
          things.some(({ kind }) => kind !== "loans");
        expect(refused > 0 || !isByState).toBe(true);
      },
      240_000,
    );
  });
}
