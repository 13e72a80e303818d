import { NotFoundBody } from "@/components/layout/not-found";

export default function NotFound() {
  return <NotFoundBody homeHref="/" />;
}
