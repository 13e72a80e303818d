"use client";

import { Boundary } from "@/components/layout/boundary";
import "./globals.css";

type Props = { error: Error & { digest?: string }; reset: () => void };

/** Replaces the root layout, so it brings a document of its own. */
export default function GlobalError({ error, reset }: Props) {
  return (
    <html lang="zh-CN">
      <body>
        <Boundary digest={error.digest} retry={reset} />
      </body>
    </html>
  );
}
