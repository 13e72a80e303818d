import { createHash } from "node:crypto";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { NextRequest } from "next/server";
import { createElement, Suspense, use } from "react";
import { renderToPipeableStream } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { proxy } from "@/proxy";
import { securityHeaders } from "@/server/auth/security-headers";

const visit = (url: string, headers: Record<string, string> = {}) =>
  proxy(new NextRequest(url, { headers: { host: new URL(url).host, ...headers } }));
const policyOf = (response: Response) => response.headers.get("content-security-policy") ?? "";

describe("every page", () => {
  const response = visit("http://localhost:3000/sme");

  test("runs only scripts of its own nonce", () => {
    const policy = policyOf(response);
    expect(policy).toMatch(/script-src 'nonce-[A-Za-z0-9+/]{22}==' 'strict-dynamic';/);
    for (const rule of [
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "form-action 'self'",
    ])
      expect(policy).toContain(rule);
    expect(policy.replace(/style-src-attr 'unsafe-hashes' 'sha256-[^']{44}';/u, "")).not.toMatch(
      /unsafe|\*|https?:/,
    );
    expect(policyOf(visit("http://localhost:3000/sme"))).not.toBe(policy);
  });

  test("is not kept, sniffed, framed or told to others", () => {
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
      "cross-origin-opener-policy": "same-origin",
      "referrer-policy": "same-origin",
      "permissions-policy": expect.stringContaining("camera=()"),
    });
  });

  test("has a number of ours, whatever the caller sent, and hands it on", () => {
    const spoofed = visit("http://localhost:3000/sme?a=1", {
      "x-request-id": "mine",
      "x-path": "/mine",
      "x-nonce": "mine",
      "content-security-policy": "none",
    });
    const id = spoofed.headers.get("x-request-id");
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(spoofed.headers.get("x-middleware-request-x-request-id")).toBe(id);
    expect(spoofed.headers.get("x-middleware-request-x-path")).toBe("/sme?a=1");
    expect(policyOf(spoofed)).toContain(spoofed.headers.get("x-middleware-request-x-nonce"));
    expect(spoofed.headers.get("x-middleware-request-content-security-policy")).toBe(
      policyOf(spoofed),
    );
  });
});

/** What React's server writes where a part of an SVG is ready before the rest of its boundary. */
function streamedSvg(): Promise<string> {
  const [one, two] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  // What a turn of the loop has made ready is written at its end: each part is a turn later.
  const steps = [one.resolve, two.resolve];
  const First = () => {
    const next = steps.shift();
    if (next) setImmediate(next);
    use(one.promise);
    return createElement("g");
  };
  const Second = () => {
    use(two.promise);
    return createElement("g");
  };
  const parts = [First, Second].map((part, at) =>
    createElement("svg", { key: at }, createElement(part)),
  );
  const boundary = createElement(Suspense, { fallback: "…" }, parts);
  const stream = renderToPipeableStream(createElement("main", null, boundary));
  return text(stream.pipe(new PassThrough()));
}

test("of all style attributes, the one that React streams with is let through", async () => {
  const written = [...(await streamedSvg()).matchAll(/ style="([^"]*)"/gu)].map(
    ([, style]) => style,
  );
  expect(written.length).toBeGreaterThan(0);
  const attributes = /style-src-attr ([^;]*);/u.exec(
    policyOf(visit("http://localhost:3000/sme")),
  )?.[1];
  for (const style of new Set(written)) {
    const hash = createHash("sha256").update(style!).digest("base64");
    expect(attributes).toBe(`'unsafe-hashes' 'sha256-${hash}'`);
  }
});

test("strict transport security is for https alone", () => {
  expect(securityHeaders("n", "https://xyd.example")).toMatchObject({
    "strict-transport-security": expect.stringMatching(/^max-age=\d{8}/),
  });
  expect(securityHeaders("n", "http://localhost:3000")).not.toHaveProperty(
    "strict-transport-security",
  );
});

test("localhost by its number is handed to the route that knows its name", () => {
  const response = visit("http://127.0.0.1:3000/sme?a=1");
  expect(new URL(response.headers.get("x-middleware-rewrite") ?? "").pathname).toBe("/api/by-name");
  expect(visit("http://localhost:3000/sme").headers.get("x-middleware-rewrite")).toBeNull();
});
