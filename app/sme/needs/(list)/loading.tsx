import { Loading } from "@/components/ui/skeleton";

export default function NeedsLoading() {
  return <Loading lines={6} />;
}
