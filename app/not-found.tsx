import { NotFoundBody } from "@/components/layout/not-found";
import { PublicShell } from "@/components/layout/public-shell";

/** An address outside every layout. */
export default function NotFound() {
  return (
    <PublicShell>
      <NotFoundBody homeHref="/" />
    </PublicShell>
  );
}
