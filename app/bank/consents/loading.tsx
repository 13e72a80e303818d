import { Loading } from "@/components/ui/skeleton";

export default function ListLoading() {
  return <Loading lines={14} />;
}
