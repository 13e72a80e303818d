"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useRef, useState, type FormEvent } from "react";
import { useTRPC } from "@/components/trpc/client";
import { useRefusalText } from "@/components/trpc/refusal-text";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { FileInput, Textarea } from "@/components/ui/text-input";
import { documentLimits } from "@/domain/applications/enterprise-schema";

/** Answers what the bank asked for, in words. */
export function AnswerInformation({
  applicationId,
  requestId,
}: {
  applicationId: string;
  requestId: string;
}) {
  const t = useTranslations("applications.answer");
  const trpc = useTRPC();
  const router = useRouter();
  const refusalText = useRefusalText();
  const [answer, setAnswer] = useState("");
  const [isMissing, setIsMissing] = useState(false);
  const send = useMutation(
    trpc.enterpriseApplications.answerInformation.mutationOptions({
      onSuccess: () => router.refresh(),
    }),
  );

  function submit(event: FormEvent) {
    event.preventDefault();
    setIsMissing(answer.trim() === "");
    if (answer.trim() !== "") send.mutate({ applicationId, requestId, answer });
  }

  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <Textarea
        label={t("label")}
        hint={t("hint")}
        name="answer"
        maxLength={2000}
        value={answer}
        onChange={({ target }) => setAnswer(target.value)}
        error={isMissing ? t("missing") : undefined}
      />
      {send.error && <Notice tone="refused">{refusalText(send.error)}</Notice>}
      <div>
        <Button type="submit" isPending={send.isPending || send.isSuccess}>
          {t("send")}
        </Button>
      </div>
    </form>
  );
}

/** Sends one file at a time; what it is, is judged by its bytes. */
export function AttachDocument({ applicationId }: { applicationId: string }) {
  const t = useTranslations("applications.documents");
  const errors = useTranslations("errors");
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [isPending, setIsPending] = useState(false);
  const [reason, setReason] = useState<string | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const body = new FormData(event.currentTarget);
    const file = body.get("file");
    if (!(file instanceof File) || file.size === 0) return setReason("document_missing");
    if (file.size > documentLimits.bytes) return setReason("document_too_large");
    setIsPending(true);
    setReason(await upload(applicationId, body));
    setIsPending(false);
  }

  async function upload(id: string, body: FormData): Promise<string | null> {
    try {
      const response = await fetch(`/sme/applications/${id}/documents`, {
        method: "POST",
        headers: { "x-xyd": "1" },
        body,
      });
      if (!response.ok) {
        const problem = (await response.json()) as { reason?: string };
        return problem.reason ?? "unexpected";
      }
      form.current?.reset();
      router.refresh();
      return null;
    } catch {
      return "network";
    }
  }

  return (
    <form ref={form} noValidate onSubmit={(event) => void submit(event)} className="grid gap-3">
      <FileInput
        label={t("label")}
        hint={t("hint", { most: documentLimits.perApplication })}
        name="file"
        accept=".pdf,.png,.jpg,.jpeg,.xlsx,.docx"
        error={reason ? errors(errors.has(reason) ? reason : "unexpected") : undefined}
      />
      <div>
        <Button type="submit" variant="quiet" isPending={isPending}>
          {t("send")}
        </Button>
      </div>
    </form>
  );
}
