import { createCallerFactory, router } from "./init";
import { accountsRouter } from "./routers/accounts";
import { asksRouter } from "./routers/asks";
import { audienceRouter } from "./routers/audience";
import { authoritiesRouter } from "./routers/authorities";
import { bankApplicationsRouter } from "./routers/bank-applications";
import { bankConsentsRouter } from "./routers/bank-consents";
import { bankContractsRouter } from "./routers/bank-contracts";
import { bankLoansRouter } from "./routers/bank-loans";
import { bankOffersRouter } from "./routers/bank-offers";
import { bankProductsRouter } from "./routers/bank-products";
import { consentsRouter } from "./routers/consents";
import { enterpriseApplicationsRouter } from "./routers/enterprise-applications";
import { enterpriseLoansRouter } from "./routers/enterprise-loans";
import { enterpriseOffersRouter } from "./routers/enterprise-offers";
import { enterprisesRouter } from "./routers/enterprises";
import { erasuresRouter } from "./routers/erasures";
import { estimatesRouter } from "./routers/estimates";
import { ledgerRouter } from "./routers/ledger";
import { matchesRouter } from "./routers/matches";
import { needsRouter } from "./routers/needs";
import { noticeSettingsRouter } from "./routers/notice-settings";
import { noticesRouter } from "./routers/notices";
import { notificationsRouter } from "./routers/notifications";
import { officeConsentsRouter } from "./routers/office-consents";
import { openNeedsRouter } from "./routers/open-needs";
import { officeProductsRouter } from "./routers/office-products";
import { oversightRouter } from "./routers/oversight";
import { passkeysRouter } from "./routers/passkeys";
import { predicatesRouter } from "./routers/predicates";
import { productProposalsRouter } from "./routers/product-proposals";
import { productsRouter } from "./routers/products";
import { profilesRouter } from "./routers/profiles";
import { reportsRouter } from "./routers/reports";
import { receiptsRouter } from "./routers/receipts";
import { sourcesRouter } from "./routers/sources";
import { statisticsRouter } from "./routers/statistics";
import { witnessRouter } from "./routers/witness";
import { templatesRouter } from "./routers/templates";
import { zonesRouter } from "./routers/zones";

export const appRouter = router({
  accounts: accountsRouter,
  asks: asksRouter,
  audience: audienceRouter,
  authorities: authoritiesRouter,
  bankApplications: bankApplicationsRouter,
  bankConsents: bankConsentsRouter,
  bankContracts: bankContractsRouter,
  bankLoans: bankLoansRouter,
  bankOffers: bankOffersRouter,
  bankProducts: bankProductsRouter,
  consents: consentsRouter,
  enterpriseApplications: enterpriseApplicationsRouter,
  enterpriseLoans: enterpriseLoansRouter,
  enterpriseOffers: enterpriseOffersRouter,
  enterprises: enterprisesRouter,
  erasures: erasuresRouter,
  estimates: estimatesRouter,
  ledger: ledgerRouter,
  matches: matchesRouter,
  needs: needsRouter,
  noticeSettings: noticeSettingsRouter,
  notices: noticesRouter,
  notifications: notificationsRouter,
  officeConsents: officeConsentsRouter,
  openNeeds: openNeedsRouter,
  officeProducts: officeProductsRouter,
  oversight: oversightRouter,
  passkeys: passkeysRouter,
  predicates: predicatesRouter,
  productProposals: productProposalsRouter,
  products: productsRouter,
  profiles: profilesRouter,
  reports: reportsRouter,
  receipts: receiptsRouter,
  sources: sourcesRouter,
  statistics: statisticsRouter,
  witness: witnessRouter,
  templates: templatesRouter,
  zones: zonesRouter,
});
export type AppRouter = typeof appRouter;
export const createCaller = createCallerFactory(appRouter);
