"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/components/trpc/client";
import { AskedActs } from "@/components/ui/asked-acts";
import type { EditedZone } from "@/domain/zones/schema";

/** Showing a zone to everybody, or taking it away; asked once more. */
export function PublishZone({
  code,
  revision,
  isPublished,
}: Pick<EditedZone, "code" | "revision" | "isPublished">) {
  const t = useTranslations("zones.decide");
  const trpc = useTRPC();
  const publish = useMutation(trpc.zones.publish.mutationOptions());
  const name = isPublished ? "hide" : "publish";
  return (
    <AskedActs
      // Done once, the other act stands in its place.
      key={revision}
      acts={[
        {
          name,
          isOffered: true,
          variant: isPublished ? "danger" : "primary",
          act: publish,
          run: () => publish.mutateAsync({ code, revision, isPublished: !isPublished }),
          words: {
            action: t(`${name}.action`),
            title: t(`${name}.title`),
            description: t(`${name}.description`),
          },
        },
      ]}
    />
  );
}
