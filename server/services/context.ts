import type { PersonaDatabase } from "@/db/client";
import type { Channel } from "@/domain/applications/lifecycle";
import type { ActorOf, Party } from "@/domain/shared/actor";

/** All that a service may know of the request: a connection, who asks, when, and through which door. */
export type ServiceContext<P extends Party = Party> = {
  db: PersonaDatabase;
  actor: ActorOf<P>;
  now: Date;
  channel: Channel;
  requestId: string;
};

/** The worker's context: the platform itself, under its own login. */
export type SystemContext = Omit<ServiceContext, "actor"> & { actor: null };

/** A visitor nobody has signed in. */
export type PublicContext = SystemContext;
