import { test } from "@playwright/test";
import { demoFirms } from "./fixtures/sessions";
import { alone, forgetCodes } from "./fixtures/database";
import { stack } from "./fixtures/stack";
import { playMain } from "./journey-steps/play-main";
import { desk } from "./journey-steps/scene";

test("the main journey, from the firm's data to a refused look", async ({ browser }) => {
  test.slow();
  const [firm = ""] = await demoFirms();
  await playMain(
    {
      browser,
      address: stack().address,
      owner: desk,
      step: (name, expected, _page, act) => test.step(`${name}: ${expected}`, act),
      press: (button) => button.click(),
      beforeSigning: async () => void (await forgetCodes()),
      alone,
    },
    [firm],
  );
});
