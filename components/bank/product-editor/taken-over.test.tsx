import { expect, test } from "vitest";
import { locales } from "@/components/messages/locales";
import { drawerOf } from "@/tests/drawing";
import { TakenOver } from "./taken-over";

const draw = drawerOf(["common", "editor"]);
const leave = () => undefined;
const buttons = (html: string) =>
  [...html.matchAll(/<button[^>]*>(?:<[^>]*>)*([^<]+)</gu)].map(([, text]) => text);

test.each(locales)(
  "who took it over is said, and what is typed may be carried along: %s",
  (locale) => {
    const html = draw(
      locale,
      <TakenOver
        writer="示例管理员"
        draft={{ name: { zh: "起草人又改", en: "" } }}
        onLeave={leave}
      />,
    );
    expect(html).toContain(
      locale === "en" ? "示例管理员 has taken this draft over" : "示例管理员已接手这份草稿",
    );
    expect(html).toContain('role="alert"');
    expect(/<textarea[^>]*readOnly[^>]*>([^<]*)</u.exec(html)?.[1]).toContain("起草人又改");
    expect(buttons(html)).toEqual(
      locale === "en"
        ? ["Copy what I typed", "Drop my changes, see the draft as it is now"]
        : ["复制我写的内容", "放弃我的修改，查看草稿现在的样子"],
    );
    // Nothing that cannot succeed is offered.
    expect(html).not.toMatch(/Try again|Replace it|再保存|替换/u);
  },
);

test("nothing is left to copy where all was stored before", () => {
  const html = draw("en", <TakenOver writer={null} draft={null} onLeave={leave} />);
  expect(html).toContain("A colleague has taken this draft over");
  expect(html).not.toContain("<textarea");
  expect(buttons(html)).toEqual(["See the draft as it is now"]);
});
