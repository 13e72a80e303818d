import { createCallerFactory, router } from "./init";
import { accountsRouter } from "./routers/accounts";
import { bankApplicationsRouter } from "./routers/bank-applications";
import { bankContractsRouter } from "./routers/bank-contracts";
import { bankLoansRouter } from "./routers/bank-loans";
import { bankOffersRouter } from "./routers/bank-offers";
import { bankProductsRouter } from "./routers/bank-products";
import { consentsRouter } from "./routers/consents";
import { enterpriseApplicationsRouter } from "./routers/enterprise-applications";
import { enterpriseLoansRouter } from "./routers/enterprise-loans";
import { enterpriseOffersRouter } from "./routers/enterprise-offers";
import { enterprisesRouter } from "./routers/enterprises";
import { ledgerRouter } from "./routers/ledger";
import { matchesRouter } from "./routers/matches";
import { needsRouter } from "./routers/needs";
import { notificationsRouter } from "./routers/notifications";
import { oversightRouter } from "./routers/oversight";
import { productsRouter } from "./routers/products";
import { profilesRouter } from "./routers/profiles";
import { sourcesRouter } from "./routers/sources";
import { statisticsRouter } from "./routers/statistics";

export const appRouter = router({
  accounts: accountsRouter,
  bankApplications: bankApplicationsRouter,
  bankContracts: bankContractsRouter,
  bankLoans: bankLoansRouter,
  bankOffers: bankOffersRouter,
  bankProducts: bankProductsRouter,
  consents: consentsRouter,
  enterpriseApplications: enterpriseApplicationsRouter,
  enterpriseLoans: enterpriseLoansRouter,
  enterpriseOffers: enterpriseOffersRouter,
  enterprises: enterprisesRouter,
  ledger: ledgerRouter,
  matches: matchesRouter,
  needs: needsRouter,
  notifications: notificationsRouter,
  oversight: oversightRouter,
  products: productsRouter,
  profiles: profilesRouter,
  sources: sourcesRouter,
  statistics: statisticsRouter,
});
export type AppRouter = typeof appRouter;
export const createCaller = createCallerFactory(appRouter);
