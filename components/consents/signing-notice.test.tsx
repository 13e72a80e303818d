import { expect, test } from "vitest";
import { locales } from "@/components/messages/locales";
import type { ApplicationStatus } from "@/domain/applications/lifecycle";
import type { ConsentView } from "@/domain/consents/schema";
import { drawerOf } from "@/tests/drawing";
import { SigningNotice } from "./signing-notice";

const draw = drawerOf(["common", "consents", "states"]);
const id = "0190a5d2-0000-7000-8000-000000000001";
const bank = { name: "江畔银行", nameEn: "Jiangpan Bank" };
const text = {
  purpose: "loan_application",
  subject: "enterprise",
  askId: null,
  revision: 1,
} as ConsentView;
const noticeOf = (status: ApplicationStatus, locale: (typeof locales)[number], other = {}) =>
  draw(
    locale,
    <SigningNotice consent={{ ...text, ...other }} application={{ id, status, bank }} />,
  );

test.each(locales)(
  "what a signature would do is said with the bank and the state: %s",
  (locale) => {
    const isEnglish = locale === "en";
    const name = isEnglish ? bank.nameEn : bank.name;
    const submits = noticeOf("prepared", locale);
    const sent = noticeOf("under_review", locale);
    const over = noticeOf("withdrawn", locale);
    for (const drawn of [submits, sent, over]) {
      expect(drawn).toContain(name);
      expect(drawn).toContain(`/sme/applications/${id}`);
    }
    expect(submits).toContain(isEnglish ? "submits the application" : "签字就是提交申请");
    expect(submits).not.toContain(isEnglish ? "nothing" : "不会");
    for (const drawn of [sent, over])
      expect(drawn).toContain(isEnglish ? "Signing submits nothing" : "签字不会再提交什么");
    expect(sent).toContain(isEnglish ? "Under review" : "审查中");
    expect(over).toContain(isEnglish ? "Withdrawn" : "已撤回");
  },
);

test("a text that a bank asked for says nothing of the kind", () => {
  expect(noticeOf("under_review", "zh-CN", { askId: id })).toBe("");
});
