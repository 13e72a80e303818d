import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import { platformJwks } from "@/server/connectors/platform-signature";

type Page = { html: string; policy: string };
let made: Promise<Page> | undefined;

/** The page with which anyone checks what the platform signed: one file, which works when saved. */
export async function answerVerifyPage(): Promise<Response> {
  // A failure is not kept: the next visitor tries again.
  made ??= makePage().catch((error: unknown) => {
    made = undefined;
    throw error;
  });
  const { html, policy } = await made;
  return new Response(html, {
    headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": policy },
  });
}

const hashOf = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Bundled from its sources at the first request, so that it can never be older than they are. */
async function makePage(): Promise<Page> {
  const folder = path.join(/* turbopackIgnore: true */ process.cwd(), "packages", "verifier");
  const read = (name: string) => readFile(path.join(folder, name), "utf8");
  const [template, style] = await Promise.all([read("page.html"), read("page.css")]);
  const bundle = await build({
    entryPoints: [path.join(folder, "page.ts")],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    logLevel: "silent",
  });
  // Inside a page these would begin or end an element.
  const script = (bundle.outputFiles[0]?.text ?? "")
    .replaceAll("</", "<\\/")
    .replaceAll("<!--", "<\\!--");
  const jwks = JSON.stringify(await platformJwks()).replaceAll("<", "\\u003c");
  const inner = [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const parts: Record<string, string> = {
    policy: `<meta http-equiv="content-security-policy" content="${inner}" />`,
    style: `<style>${style}</style>`,
    jwks: `<script type="application/json" id="jwks">${jwks}</script>`,
    script: `<script>${script}</script>`,
  };
  const html = template.replaceAll(/<!-- (\w+) -->/g, (_, name: string) => parts[name] ?? "");
  // A page may say this of itself, but who frames it is only the answer's to say.
  return { html, policy: `${inner}; frame-ancestors 'none'` };
}
