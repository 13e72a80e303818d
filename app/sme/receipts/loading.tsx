import { Loading } from "@/components/ui/skeleton";

export default function ReceiptsLoading() {
  return <Loading lines={14} />;
}
