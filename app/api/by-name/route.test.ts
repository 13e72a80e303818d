import { expect, test } from "vitest";
import { GET } from "./route";

test.each([
  ["/sme?a=1&b=?", "http://localhost:3000/sme?a=1&b=?"],
  ["//evil.example/x", "http://localhost:3000//evil.example/x"],
  ["/@evil.example", "http://localhost:3000/@evil.example"],
])("%s goes on under the name at %s", (path, location) => {
  const answer = GET(
    new Request("http://localhost:3000/api/by-name", { headers: { "x-path": path } }),
  );
  expect([answer.status, answer.headers.get("location")]).toEqual([307, location]);
});
