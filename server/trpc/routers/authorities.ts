import {
  AddPersonInput,
  AuthorityDraft,
  ChangedPerson,
  DismissPersonInput,
  DraftAuthorityInput,
  EndAuthorityInput,
  EndedAuthority,
  FirmSigners,
  GrantAuthorityInput,
  GrantedAuthority,
  SetSigningRule,
  SetSigningRuleInput,
  SignatureFile,
  SigningStanding,
} from "@/domain/authorities/schema";
import { GetConsentInput } from "@/domain/consents/schema";
import { addPerson } from "@/server/services/authorities/add-person";
import { dismissPerson } from "@/server/services/authorities/dismiss-person";
import { draftAuthority } from "@/server/services/authorities/draft-authority";
import { endAuthority } from "@/server/services/authorities/end-authority";
import { getSignatures } from "@/server/services/authorities/get-signatures";
import { getStanding } from "@/server/services/authorities/get-standing";
import { grantAuthority } from "@/server/services/authorities/grant-authority";
import { listSigners } from "@/server/services/authorities/list-signers";
import { setSigningRule } from "@/server/services/authorities/set-signing-rule";
import { router, smeProcedure } from "@/server/trpc/init";

const manage = { permission: "authority.manage" } as const;

export const authoritiesRouter = router({
  signers: smeProcedure
    .meta({ permission: "authority.read" })
    .output(FirmSigners)
    .query(({ ctx }) => listSigners(ctx)),
  standing: smeProcedure
    .meta({ permission: "authority.read" })
    .input(GetConsentInput)
    .output(SigningStanding)
    .query(({ ctx, input }) => getStanding(ctx, input)),
  signatures: smeProcedure
    .meta({ permission: "authority.read" })
    .input(GetConsentInput)
    .output(SignatureFile)
    .query(({ ctx, input }) => getSignatures(ctx, input)),
  draft: smeProcedure
    .meta(manage)
    .input(DraftAuthorityInput)
    .output(AuthorityDraft)
    .mutation(({ ctx, input }) => draftAuthority(ctx, input)),
  grant: smeProcedure
    .meta(manage)
    .input(GrantAuthorityInput)
    .output(GrantedAuthority)
    .mutation(({ ctx, input }) => grantAuthority(ctx, input)),
  end: smeProcedure
    .meta(manage)
    .input(EndAuthorityInput)
    .output(EndedAuthority)
    .mutation(({ ctx, input }) => endAuthority(ctx, input)),
  setRule: smeProcedure
    .meta(manage)
    .input(SetSigningRuleInput)
    .output(SetSigningRule)
    .mutation(({ ctx, input }) => setSigningRule(ctx, input)),
  addPerson: smeProcedure
    .meta(manage)
    .input(AddPersonInput)
    .output(ChangedPerson)
    .mutation(({ ctx, input }) => addPerson(ctx, input)),
  dismissPerson: smeProcedure
    .meta(manage)
    .input(DismissPersonInput)
    .output(ChangedPerson)
    .mutation(({ ctx, input }) => dismissPerson(ctx, input)),
});
