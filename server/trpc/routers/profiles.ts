import {
  PreviewProfileInput,
  ProfilePreview,
  ReadProfile,
  ReadProfileInput,
  ReadUnderConsentInput,
} from "@/domain/profiles/schema";
import { previewProfile } from "@/server/services/profiles/preview-profile";
import { readProfile } from "@/server/services/profiles/read-profile";
import { readUnderConsent } from "@/server/services/profiles/read-under-consent";
import { bankProcedure, router, smeProcedure } from "@/server/trpc/init";

export const profilesRouter = router({
  preview: smeProcedure
    .meta({ permission: "profile.preview" })
    .input(PreviewProfileInput)
    .output(ProfilePreview)
    .query(({ ctx, input }) => previewProfile(ctx, input)),
  // A mutation: every read is an act that the enterprise sees.
  read: bankProcedure
    .meta({ permission: "profile.read" })
    .input(ReadProfileInput)
    .output(ReadProfile)
    .mutation(({ ctx, input }) => readProfile(ctx, input)),
  readUnderConsent: bankProcedure
    .meta({ permission: "profile.read" })
    .input(ReadUnderConsentInput)
    .output(ReadProfile)
    .mutation(({ ctx, input }) => readUnderConsent(ctx, input)),
});
