import { Loading } from "@/components/ui/skeleton";

export default function ApplicationsLoading() {
  return <Loading lines={6} />;
}
