import { Loading } from "@/components/ui/skeleton";

export default function ProductsLoading() {
  return <Loading lines={10} />;
}
