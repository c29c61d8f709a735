import { table } from "../table";

/** What stands at addresses that lead nowhere, and without a network. Read on the server only. */
export const missing = table({
  en: {
    title: "Not found",
    page: "This page is not in the book",
    pageText:
      "The address may have a slip in it, or the page has been taken away. If you followed a link to your own booking, open it once more from the last message we sent you: your booking is safe.",
    service: "This cannot be booked here",
    serviceText:
      "The service has been taken away or has another name now. The business's page shows what there is.",
    serviceAct: "See what can be booked",
    booking: "This link opens no appointment",
    bookingText:
      "It may have lost a letter on its way. Please open it once more from the newest e-mail you were sent, or sign in to see all your appointments. Nothing has been changed.",
    waitlist: "This link opens no waiting list",
    waitlistText:
      "It may have lost a letter on its way. Please open it once more from the newest e-mail you were sent. Nothing has been changed.",
    offlineTitle: "No network",
    offline: "There is no network just now",
    offlineNeeds: "This page needs one",
    offlineText:
      "Nothing was sent or changed. Your day and your bookings, where you opened them before, can still be read.",
    offlineKept: "What can be read now",
  },
  de: {
    title: "Nicht gefunden",
    page: "Diese Seite steht nicht im Buch",
    pageText:
      "Vielleicht steckt ein Tippfehler in der Adresse, oder die Seite gibt es nicht mehr. Wenn Sie einem Link zu Ihrer Buchung gefolgt sind, öffnen Sie ihn noch einmal aus der neuesten E-Mail: Ihre Buchung ist sicher.",
    service: "Das kann man hier nicht buchen",
    serviceText:
      "Die Leistung gibt es nicht mehr, oder sie heißt jetzt anders. Die Seite des Betriebs zeigt, was es gibt.",
    serviceAct: "Zeigen, was man buchen kann",
    booking: "Dieser Link führt zu keinem Termin",
    bookingText:
      "Vielleicht ist unterwegs ein Buchstabe verloren gegangen. Bitte öffnen Sie ihn noch einmal aus der neuesten E-Mail, oder melden Sie sich an, um alle Ihre Termine zu sehen. Es wurde nichts geändert.",
    waitlist: "Dieser Link führt zu keiner Warteliste",
    waitlistText:
      "Vielleicht ist unterwegs ein Buchstabe verloren gegangen. Bitte öffnen Sie ihn noch einmal aus der neuesten E-Mail. Es wurde nichts geändert.",
    offlineTitle: "Kein Netz",
    offline: "Gerade gibt es kein Netz",
    offlineNeeds: "Diese Seite braucht eines",
    offlineText:
      "Es wurde nichts gesendet oder geändert. Ihr Tag und Ihre Buchungen lassen sich weiterhin lesen, wenn Sie sie vorher geöffnet hatten.",
    offlineKept: "Das lässt sich jetzt lesen",
  },
  fr: {
    title: "Introuvable",
    page: "Cette page n’est pas dans le carnet",
    pageText:
      "L’adresse contient peut-être une erreur, ou la page a été retirée. Si vous avez suivi un lien vers votre réservation, ouvrez-le à nouveau depuis le dernier e-mail reçu : votre réservation est en sécurité.",
    service: "Ceci ne peut pas être réservé ici",
    serviceText:
      "Cette prestation a été retirée ou porte un autre nom. La page de l’établissement montre ce qui est proposé.",
    serviceAct: "Voir ce qui peut être réservé",
    booking: "Ce lien n’ouvre aucun rendez-vous",
    bookingText:
      "Il a peut-être perdu une lettre en chemin. Ouvrez-le à nouveau depuis le dernier e-mail reçu, ou connectez-vous pour voir tous vos rendez-vous. Rien n’a été modifié.",
    waitlist: "Ce lien n’ouvre aucune liste d’attente",
    waitlistText:
      "Il a peut-être perdu une lettre en chemin. Ouvrez-le à nouveau depuis le dernier e-mail reçu. Rien n’a été modifié.",
    offlineTitle: "Pas de réseau",
    offline: "Il n’y a pas de réseau pour l’instant",
    offlineNeeds: "Cette page en a besoin",
    offlineText:
      "Rien n’a été envoyé ni modifié. Votre journée et vos réservations restent lisibles si vous les aviez ouvertes auparavant.",
    offlineKept: "Ce qui peut être lu maintenant",
  },
  es: {
    title: "No encontrado",
    page: "Esta página no está en la agenda",
    pageText:
      "Puede que la dirección tenga un error o que la página ya no exista. Si siguió un enlace a su reserva, ábralo otra vez desde el último correo que le enviamos: su reserva está a salvo.",
    service: "Esto no se puede reservar aquí",
    serviceText:
      "El servicio ya no existe o ahora tiene otro nombre. La página del establecimiento muestra lo que hay.",
    serviceAct: "Ver lo que se puede reservar",
    booking: "Este enlace no abre ninguna cita",
    bookingText:
      "Quizá ha perdido una letra por el camino. Ábralo otra vez desde el último correo que recibió, o inicie sesión para ver todas sus citas. No se ha cambiado nada.",
    waitlist: "Este enlace no abre ninguna lista de espera",
    waitlistText:
      "Quizá ha perdido una letra por el camino. Ábralo otra vez desde el último correo que recibió. No se ha cambiado nada.",
    offlineTitle: "Sin red",
    offline: "Ahora mismo no hay red",
    offlineNeeds: "Esta página la necesita",
    offlineText:
      "No se ha enviado ni cambiado nada. Su día y sus reservas se pueden seguir leyendo si los había abierto antes.",
    offlineKept: "Lo que se puede leer ahora",
  },
  ar: {
    title: "غير موجود",
    page: "هذه الصفحة ليست في الدفتر",
    pageText:
      "قد يكون في العنوان خطأ، أو أن الصفحة أُزيلت. إذا كنت قد اتبعت رابطًا إلى حجزك فافتحه مرة أخرى من أحدث بريد أرسلناه إليك: حجزك محفوظ.",
    service: "لا يمكن حجز هذا هنا",
    serviceText: "أُزيلت هذه الخدمة أو تغيّر اسمها. تعرض صفحة النشاط ما هو متاح.",
    serviceAct: "عرض ما يمكن حجزه",
    booking: "هذا الرابط لا يفتح أي موعد",
    bookingText:
      "ربما سقط منه حرف في الطريق. يرجى فتحه مرة أخرى من أحدث بريد وصلك، أو تسجيل الدخول لرؤية كل مواعيدك. لم يتغيّر شيء.",
    waitlist: "هذا الرابط لا يفتح أي قائمة انتظار",
    waitlistText: "ربما سقط منه حرف في الطريق. يرجى فتحه مرة أخرى من أحدث بريد وصلك. لم يتغيّر شيء.",
    offlineTitle: "لا توجد شبكة",
    offline: "لا توجد شبكة الآن",
    offlineNeeds: "هذه الصفحة تحتاج إلى شبكة",
    offlineText:
      "لم يُرسل شيء ولم يتغيّر شيء. لا يزال بإمكانك قراءة يومك وحجوزاتك إن كنت قد فتحتها من قبل.",
    offlineKept: "ما يمكن قراءته الآن",
  },
});
