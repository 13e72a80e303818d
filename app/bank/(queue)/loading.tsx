import { Loading } from "@/components/ui/skeleton";

/** Of the list alone: a case that is not there has to answer 404, and what streams has answered 200. */
export default function QueueLoading() {
  return <Loading lines={10} />;
}
