"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPCClient } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { verifyChain, type LedgerEntry } from "@/domain/ledger/entry";
import type { ChainEntryView } from "@/domain/ledger/schema";

type Verdict = Awaited<ReturnType<typeof verifyChain>>;
type State =
  | { kind: "idle" }
  | { kind: "checking"; fetched: number }
  | { kind: "checked"; verdict: Verdict; last: string | null }
  | { kind: "failed"; error: unknown };

/** Recomputes the whole chain here, in the reader's own browser. */
export function VerifyChain({ chain }: { chain: string }) {
  const t = useTranslations("consents.verify");
  const client = useTRPCClient();
  const refusalText = useRefusalText();
  const [state, setState] = useState<State>({ kind: "idle" });

  async function check() {
    try {
      const entries: LedgerEntry[] = [];
      let after: bigint | null = 0n;
      while (after !== null) {
        const page: { entries: ChainEntryView[]; next: bigint | null } =
          await client.ledger.chain.query({ after });
        entries.push(...page.entries.map(asEntry));
        setState({ kind: "checking", fetched: entries.length });
        after = page.next;
      }
      const verdict = await verifyChain(chain, entries, sha256);
      const last = entries.at(-1)?.hash;
      setState({ kind: "checked", verdict, last: last ? hexOf(last) : null });
    } catch (error) {
      setState({ kind: "failed", error });
    }
  }

  return (
    <div className="grid gap-3">
      <div>
        <Button
          variant="quiet"
          isPending={state.kind === "checking"}
          onClick={() => {
            setState({ kind: "checking", fetched: 0 });
            void check();
          }}
        >
          {t("action")}
        </Button>
      </div>
      <div aria-live="polite">
        {state.kind === "checking" && (
          <p className="text-ink-soft">{t("checking", { count: state.fetched })}</p>
        )}
        {state.kind === "checked" && state.verdict.isWhole && (
          <Notice tone="good" title={t("whole", { count: state.verdict.entries })}>
            {t("limit")}
            {state.last && <code className="mt-1 block text-xs break-all">{state.last}</code>}
          </Notice>
        )}
        {state.kind === "checked" && !state.verdict.isWhole && (
          <Notice tone="refused" title={t("broken", { seq: Number(state.verdict.seq) })}>
            {t(`problem.${state.verdict.problem}`)}
          </Notice>
        )}
        {state.kind === "failed" && <Notice tone="refused">{refusalText(state.error)}</Notice>}
      </div>
    </div>
  );
}

async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(bytes)));
}

const bytesOf = (hex: string) =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const hexOf = (bytes: Uint8Array) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

function asEntry({ artefactHash, prev, hash, ...entry }: ChainEntryView): LedgerEntry {
  return {
    ...entry,
    artefactHash: artefactHash ? bytesOf(artefactHash) : null,
    prev: bytesOf(prev),
    hash: bytesOf(hash),
  };
}
