import { Loading } from "@/components/ui/skeleton";

export default function SourcesLoading() {
  return <Loading lines={6} />;
}
