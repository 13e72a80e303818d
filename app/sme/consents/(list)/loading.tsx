import { Loading } from "@/components/ui/skeleton";

export default function ConsentsLoading() {
  return <Loading lines={6} />;
}
