import { AxeBuilder } from "@axe-core/playwright";
import { longestLook, pagesOf } from "./fixtures/pages";
import { expect, test } from "./fixtures/test";

const people = [null, "owner", "officer", "approver", "analyst"] as const;
/** What differs in the dark: everything else has been looked at in the light. */
const darkRules = ["color-contrast"];

for (const theme of ["light", "dark"] as const)
  for (const person of people)
    test(`axe finds nothing on the pages of ${person ?? "anybody"}, ${theme}`, async ({
      openAs,
      stage,
    }) => {
      const paths = pagesOf(stage).find((seat) => seat.person === person)?.paths ?? [];
      expect(paths).not.toHaveLength(0);
      test.setTimeout(paths.length * longestLook);
      const page = await openAs(person, { theme });
      const found: string[] = [];
      for (const path of paths) {
        await page.goto(path);
        await page.getByRole("heading", { level: 1 }).first().waitFor();
        const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"] });
        const { violations } = await (theme === "dark" ? axe.withRules(darkRules) : axe).analyze();
        for (const { id, nodes } of violations)
          found.push(`${path} ${id}: ${nodes.map(({ target }) => target.join(" ")).join(" | ")}`);
      }
      expect(found).toEqual([]);
    });
