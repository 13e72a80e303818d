import { Loading } from "@/components/ui/skeleton";

export default function LoansLoading() {
  return <Loading lines={6} />;
}
