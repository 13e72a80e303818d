"use client";

import { useSyncExternalStore } from "react";
import en from "@/components/messages/en/boundary.json";
import zh from "@/components/messages/zh-CN/boundary.json";
import { buttonLook } from "@/components/ui/button-look";

const never = () => () => {};

/** A page that failed. It brings its own words: what fails may be the loading of messages. */
export function Boundary({ digest, retry }: { digest: string | undefined; retry: () => void }) {
  const isEnglish = useSyncExternalStore(
    never,
    () => document.documentElement.lang === "en",
    () => false,
  );
  const text = isEnglish ? en : zh;
  return (
    <main className="page grid justify-items-start gap-4 py-24">
      <div role="alert" className="grid gap-4">
        <h1 className="text-xl">{text.title}</h1>
        <p className="measure text-ink-soft">{text.body}</p>
      </div>
      <div className="flex flex-wrap items-center gap-4">
        <button type="button" onClick={retry} className={buttonLook({})}>
          {text.retry}
        </button>
        {/* oxlint-disable-next-line nextjs/no-html-link-for-pages -- a full load leaves the broken state behind */}
        <a href="/" className="link">
          {text.home}
        </a>
      </div>
      {digest && (
        <p className="text-sm text-ink-soft">
          {text.reference} <code className="font-mono">{digest}</code>
        </p>
      )}
    </main>
  );
}
