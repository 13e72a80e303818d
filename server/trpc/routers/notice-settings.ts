import {
  ChooseNoticesInput,
  ClaimAddressInput,
  ConfirmAddressInput,
  NoticeSettings,
} from "@/domain/notifications/schema";
import { chooseNotices } from "@/server/services/notifications/choose-notices";
import { claimAddress } from "@/server/services/notifications/claim-address";
import { confirmAddress } from "@/server/services/notifications/confirm-address";
import { forgetAddress } from "@/server/services/notifications/forget-address";
import { getNoticeSettings } from "@/server/services/notifications/get-notice-settings";
import { memberProcedure, router } from "@/server/trpc/init";

const own = memberProcedure.meta({ permission: "notification.choose" }).output(NoticeSettings);

/** A person's own address and wishes, whichever party they work for. */
export const noticeSettingsRouter = router({
  get: own.query(({ ctx }) => getNoticeSettings(ctx)),
  choose: own.input(ChooseNoticesInput).mutation(({ ctx, input }) => chooseNotices(ctx, input)),
  claimAddress: own.input(ClaimAddressInput).mutation(({ ctx, input }) => claimAddress(ctx, input)),
  confirmAddress: own
    .input(ConfirmAddressInput)
    .mutation(({ ctx, input }) => confirmAddress(ctx, input)),
  forgetAddress: own.mutation(({ ctx }) => forgetAddress(ctx)),
});
