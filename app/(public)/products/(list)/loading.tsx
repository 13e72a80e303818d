import { Loading } from "@/components/ui/skeleton";

export default function ProductsLoading() {
  return (
    <div className="page grid gap-8 py-8 lg:grid-cols-[16rem_minmax(0,1fr)] lg:gap-12">
      <div className="hidden lg:block">
        <Loading lines={8} />
      </div>
      <Loading lines={12} />
    </div>
  );
}
