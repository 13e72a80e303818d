import { z } from "zod";
import {
  EditedZone,
  PublishZoneInput,
  SaveZoneInput,
  ZoneCodeInput,
  ZoneRevision,
  ZoneSummary,
  ZoneView,
} from "@/domain/zones/schema";
import { getZone } from "@/server/services/zones/get-zone";
import { listEditedZones } from "@/server/services/zones/list-edited-zones";
import { listZones } from "@/server/services/zones/list-zones";
import { publishZone } from "@/server/services/zones/publish-zone";
import { saveZone } from "@/server/services/zones/save-zone";
import { officeProcedure, publicProcedure, router } from "@/server/trpc/init";

export const zonesRouter = router({
  list: publicProcedure
    .meta({ permission: "public" })
    .output(z.array(ZoneSummary))
    .query(({ ctx }) => listZones(ctx)),
  get: publicProcedure
    .meta({ permission: "public" })
    .input(ZoneCodeInput)
    .output(ZoneView)
    .query(({ ctx, input }) => getZone(ctx, input)),
  edited: officeProcedure
    .meta({ permission: "zone.read" })
    .output(z.array(EditedZone))
    .query(({ ctx }) => listEditedZones(ctx)),
  save: officeProcedure
    .meta({ permission: "zone.edit" })
    .input(SaveZoneInput)
    .output(ZoneRevision)
    .mutation(({ ctx, input }) => saveZone(ctx, input)),
  publish: officeProcedure
    .meta({ permission: "zone.publish" })
    .input(PublishZoneInput)
    .output(ZoneRevision)
    .mutation(({ ctx, input }) => publishZone(ctx, input)),
});
