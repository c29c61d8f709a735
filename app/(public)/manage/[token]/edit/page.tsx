import { ArrowLeft } from "lucide-react";
import { notFound, redirect } from "next/navigation";
import { EditForm } from "@/components/booking/manage/edit-form";
import { Speak } from "@/components/i18n/speak";
import { Link } from "@/components/ui/link";
import { bookingByToken } from "@/lib/bookings/data";
import { customerMayMove, stands } from "@/lib/bookings/rules";
import { bookingIn } from "@/lib/business/translations";
import { requestVoice, words } from "@/lib/i18n/request";

interface PageProps {
  params: Promise<{ token: string }>;
}

/** What a customer said about themselves and their party, to set right. */
export default async function EditPage({ params }: PageProps) {
  const { token } = await params;
  const found = await bookingByToken(token);
  if (!found) notFound();
  const booking = bookingIn(found.booking, (await requestVoice()).language);
  const now = Date.now();
  if (!stands(booking) || Date.parse(booking.start) <= now) redirect(`/manage/${token}`);
  const t = await words("manage");
  const { service, customer, party, answers, note, updatedAt, business } = booking;

  return (
    <main id="main" className="gutter mx-auto w-full max-w-3xl flex-1 pt-4 pb-16">
      <Link
        href={`/manage/${token}`}
        className="-ms-1 inline-flex min-h-11 items-center gap-1.5 rounded-sm px-1 text-muted hover:text-ink"
      >
        <ArrowLeft aria-hidden="true" className="size-4 rtl:rotate-180" />
        {t("leaveIt")}
      </Link>
      <h1 className="mt-2 mb-8 font-display text-2xl">{t("editHeading")}</h1>
      <Speak words={["details", "problems", "refusals"]}>
        <EditForm
          token={token}
          seen={updatedAt}
          business={business.name}
          country={business.country}
          questions={service.questions}
          details={{ name: customer.name, phone: customer.phone ?? "", note, party, answers }}
          // More or fewer people are a matter of the cut-off; a name can be set right until the start.
          most={customerMayMove(booking, now).allowed ? booking.capacity : null}
        />
      </Speak>
    </main>
  );
}
