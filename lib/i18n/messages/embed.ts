import { table } from "../table";

/** The booking in a frame on a business's own website. Read on the server only. */
export const embed = table({
  en: {
    allServices: "All services",
    changeOrCancel: "Change or cancel",
    another: "Book another time",
    gone: "The service has been taken away or has another name now.",
    closed: "Nothing can be booked here at the moment",
    closedText:
      "The business takes no bookings here, or its page has moved. Bookings that were made are safe: the newest e-mail about yours leads to it.",
  },
  de: {
    allServices: "Alle Leistungen",
    changeOrCancel: "Ändern oder absagen",
    another: "Noch einen Termin buchen",
    gone: "Die Leistung gibt es nicht mehr, oder sie heißt jetzt anders.",
    closed: "Hier kann man zurzeit nichts buchen",
    closedText:
      "Der Betrieb nimmt hier keine Buchungen an, oder seine Seite ist umgezogen. Bestehende Buchungen sind sicher: Die neueste E-Mail zu Ihrer führt dorthin.",
  },
  fr: {
    allServices: "Toutes les prestations",
    changeOrCancel: "Modifier ou annuler",
    another: "Prendre un autre rendez-vous",
    gone: "La prestation a été retirée ou porte désormais un autre nom.",
    closed: "Rien ne peut être réservé ici pour le moment",
    closedText:
      "L’établissement ne prend pas de réservations ici, ou sa page a changé d’adresse. Les réservations faites sont en sécurité : le dernier e-mail reçu mène à la vôtre.",
  },
  es: {
    allServices: "Todos los servicios",
    changeOrCancel: "Cambiar o cancelar",
    another: "Reservar otra cita",
    gone: "El servicio se ha retirado o ahora tiene otro nombre.",
    closed: "Ahora mismo no se puede reservar nada aquí",
    closedText:
      "El establecimiento no acepta reservas aquí, o su página ha cambiado de dirección. Las reservas hechas están a salvo: el último correo sobre la suya lleva a ella.",
  },
  ar: {
    allServices: "كل الخدمات",
    changeOrCancel: "تعديل أو إلغاء",
    another: "احجز موعدًا آخر",
    gone: "أُزيلت هذه الخدمة أو صار لها اسم آخر.",
    closed: "لا يمكن حجز شيء هنا الآن",
    closedText:
      "لا يستقبل النشاط حجوزات هنا، أو انتقلت صفحته إلى عنوان آخر. الحجوزات التي تمت محفوظة: أحدث بريد عن حجزك يقود إليه.",
  },
});
