"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createTRPCClient, httpBatchLink } from "@trpc/client";
import { createTRPCContext } from "@trpc/tanstack-react-query";
import { useState, type ReactNode } from "react";
import superjson from "superjson";
import type { AppRouter } from "@/server/trpc/root";

const context = createTRPCContext<AppRouter>();
export const { useTRPC, useTRPCClient } = context;

function newClient() {
  return createTRPCClient<AppRouter>({
    links: [
      httpBatchLink({
        url: "/api/trpc",
        transformer: superjson,
        // No other site can send it: the server takes calls only with it.
        headers: { "x-xyd": "1" },
        // The server refuses larger batches; long inputs must not outgrow a URL either.
        maxItems: 10,
        maxURLLength: 2000,
      }),
    ],
  });
}

function newQueryClient() {
  return new QueryClient({
    defaultOptions: {
      // Reads of personal data are recorded: none may happen because a window got the focus.
      queries: {
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        staleTime: 30_000,
      },
      mutations: { retry: false },
    },
  });
}

/** Makes `useTRPC()` work below it. Queries and answers live as long as the page does. */
export function TRPCProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(newQueryClient);
  const [client] = useState(newClient);
  return (
    <QueryClientProvider client={queryClient}>
      <context.TRPCProvider trpcClient={client} queryClient={queryClient}>
        {children}
      </context.TRPCProvider>
    </QueryClientProvider>
  );
}
