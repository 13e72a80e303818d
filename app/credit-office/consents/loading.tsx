import { Loading } from "@/components/ui/skeleton";

export default function OfficeConsentsLoading() {
  return <Loading lines={10} />;
}
