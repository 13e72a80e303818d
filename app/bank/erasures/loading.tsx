import { Loading } from "@/components/ui/skeleton";

export default function ErasuresLoading() {
  return <Loading lines={14} />;
}
