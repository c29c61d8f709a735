import { table } from "../table";

/** The booking in a frame on a business's own website. Read on the server only. */
export const embed = table({
  en: {
    allServices: "All services",
    changeOrCancel: "Change or cancel",
    another: "Book another time",
    gone: "The service has been taken away or has another name now.",
  },
  de: {
    allServices: "Alle Leistungen",
    changeOrCancel: "Ändern oder absagen",
    another: "Noch einen Termin buchen",
    gone: "Die Leistung gibt es nicht mehr, oder sie heißt jetzt anders.",
  },
  fr: {
    allServices: "Toutes les prestations",
    changeOrCancel: "Modifier ou annuler",
    another: "Prendre un autre rendez-vous",
    gone: "La prestation a été retirée ou porte désormais un autre nom.",
  },
  es: {
    allServices: "Todos los servicios",
    changeOrCancel: "Cambiar o cancelar",
    another: "Reservar otra cita",
    gone: "El servicio se ha retirado o ahora tiene otro nombre.",
  },
  ar: {
    allServices: "كل الخدمات",
    changeOrCancel: "تعديل أو إلغاء",
    another: "احجز موعدًا آخر",
    gone: "أُزيلت هذه الخدمة أو صار لها اسم آخر.",
  },
});
