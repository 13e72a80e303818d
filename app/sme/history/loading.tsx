import { Loading } from "@/components/ui/skeleton";

export default function HistoryLoading() {
  return <Loading lines={6} />;
}
