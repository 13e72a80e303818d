import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { platformJwks } from "@/server/connectors/platform-signature";
import { answerVerifyPage } from "./verify-page";

const hashOf = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const inner = (html: string, tag: string) => new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(html)?.[1];

test("one file that needs nothing else, and runs just its own script", async () => {
  const response = await answerVerifyPage();
  const policy = response.headers.get("content-security-policy") ?? "";
  const html = await response.text();
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain("unsafe");
  expect(policy).toContain(`script-src ${hashOf(inner(html, "script")!)};`);
  expect(policy).toContain(`style-src ${hashOf(inner(html, "style")!)};`);
  // The same when it is opened from a disk, without headers.
  const meta = /http-equiv="content-security-policy"\s+content="([^"]+)"/.exec(html)?.[1];
  expect(`${meta}; frame-ancestors 'none'`).toBe(policy);
  expect(html).not.toMatch(/<!-- |<link|src="|@import|url\(/);
  const embedded = /id="jwks">([^<]+)</.exec(html)?.[1];
  expect(JSON.parse(embedded!)).toEqual(await platformJwks());
});
