import { Loading } from "@/components/ui/skeleton";

export default function NotificationsLoading() {
  return <Loading lines={14} />;
}
