"use client";

import { Boundary } from "@/components/layout/boundary";

type Props = { error: Error & { digest?: string }; reset: () => void };

export default function ErrorPage({ error, reset }: Props) {
  return <Boundary digest={error.digest} retry={reset} />;
}
