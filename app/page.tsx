import { Landing } from "@/components/brand/landing";
import { listBusinesses } from "@/lib/business/data";

export default async function HomePage() {
  return <Landing businesses={await listBusinesses()} now={new Date()} locale="en-GB" />;
}
