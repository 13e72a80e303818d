import { beforeEach, expect, test, vi } from "vitest";
import { POST } from "./route";

const jar = { set: vi.fn<() => void>(), delete: vi.fn<() => void>() };
vi.mock("next/headers", () => ({ cookies: () => Promise.resolve(jar) }));

function post(form: Record<string, string>, headers: Record<string, string> = {}) {
  return POST(
    new Request("http://localhost:3000/api/preferences", {
      method: "POST",
      body: new URLSearchParams(form),
      headers: { host: "localhost:3000", "sec-fetch-site": "same-origin", ...headers },
    }),
  );
}

beforeEach(() => vi.clearAllMocks());

test("keeps a known language and goes back to the page it came from", async () => {
  const answer = await post(
    { locale: "en" },
    { referer: "http://localhost:3000/products?q=%E7%A8%8E" },
  );
  expect(answer.status).toBe(303);
  expect(answer.headers.get("location")).toBe("/products?q=%E7%A8%8E");
  expect(jar.set).toHaveBeenCalledExactlyOnceWith("locale", "en", expect.anything());
});

test("forgets the appearance when the system shall decide", async () => {
  await post({ theme: "system" });
  expect(jar.delete).toHaveBeenCalledExactlyOnceWith("theme");
});

test("keeps nothing unknown", async () => {
  await post({ locale: "fr", theme: "neon", other: "1" });
  expect(jar.set).not.toHaveBeenCalled();
});

test.each([
  ["https://evil.example/phish", "/"],
  ["http://localhost:3000//evil.example/phish", "/evil.example/phish"],
  ["http://localhost:3000/\\evil.example", "/evil.example"],
  ["not an address", "/"],
])("never leads to another site: %s", async (referer, location) => {
  const answer = await post({ theme: "dark" }, { referer });
  expect(answer.headers.get("location")).toBe(location);
});

test.each([
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
  { "sec-fetch-site": "none" },
])("another site may not change it: %o", async (headers) => {
  expect((await post({ theme: "dark" }, headers)).status).toBe(403);
  expect(jar.set).not.toHaveBeenCalled();
});
