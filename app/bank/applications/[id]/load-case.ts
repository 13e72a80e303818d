import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { applicationCan, type ApplicationAction } from "@/domain/applications/lifecycle";
import { can, type Permission } from "@/domain/policy";
import type { Actor } from "@/domain/shared/actor";
import { caller, currentActor, orNotFound } from "@/server/trpc/rsc";

const Id = z.uuid();

const getCase = cache(async (applicationId: string) =>
  orNotFound((await caller()).bankApplications.get({ applicationId })),
);

/** The case an address names and who looks at it; an address that names none is not found. */
export async function loadCase(params: Promise<{ id: string }>) {
  const id = Id.safeParse((await params).id);
  const actor: Actor | null = await currentActor();
  if (!id.success || !actor) notFound();
  return { application: await getCase(id.data), actor };
}

type CasePermission = Extract<
  Permission,
  "application.decline" | "application.request_information" | "offer.draft" | "loan.disburse"
>;

/** For the pages below a case: back to it where this person or this state cannot do that. */
export async function loadCaseFor(
  params: Promise<{ id: string }>,
  permission: CasePermission,
  action: ApplicationAction,
) {
  const found = await loadCase(params);
  if (
    !can(found.actor, permission, found.application) ||
    !applicationCan(action, found.application)
  )
    redirect(`/bank/applications/${found.application.id}`);
  return found;
}
