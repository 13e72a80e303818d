/** What the platform writes to people in. */
export const noticeLanguages = ["zh-CN", "en"] as const;
export type NoticeLanguage = (typeof noticeLanguages)[number];
