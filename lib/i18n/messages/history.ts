import { table } from "../table";

/** What has happened to a booking, as its customer would tell it. `who` is you, them, or system. */
export const history = table({
  en: {
    requested: "{who, select, you {You asked for {when}.} other {{business} asked for {when}.}}",
    booked: "{who, select, you {You booked {when}.} other {{business} booked {when} for you.}}",
    moved:
      "{who, select, you {You moved it from {from} to {to}.} other {{business} moved it from {from} to {to}.}}",
    exchanged:
      "{who, select, you {You changed it from {from} to {to}.} other {{business} changed it from {from} to {to}.}}",
    party:
      "{who, select, you {You changed it from {from, number} to {to, plural, one {# person} other {# people}}.} other {{business} changed it from {from, number} to {to, plural, one {# person} other {# people}}.}}",
    edited: "{who, select, you {You changed the details.} other {{business} changed the details.}}",
    confirmed: "{who, select, you {You confirmed it.} other {{business} confirmed it.}}",
    cancelled:
      "{who, select, you {You cancelled it.} system {It was cancelled.} other {{business} cancelled it.}}",
    declined: "{business} could not take it.",
    expired: "It ran out before it was confirmed.",
    completed: "You were here.",
    noShow: "{business} noted that you did not come.",
    reopened: "{business} put it back to confirmed.",
    other: "{who, select, you {You changed it.} other {{business} changed it.}}",
  },
  de: {
    requested:
      "{who, select, you {Sie haben {when} angefragt.} other {{business} hat {when} angefragt.}}",
    booked:
      "{who, select, you {Sie haben {when} gebucht.} other {{business} hat {when} für Sie gebucht.}}",
    moved:
      "{who, select, you {Sie haben von {from} auf {to} verschoben.} other {{business} hat von {from} auf {to} verschoben.}}",
    exchanged:
      "{who, select, you {Sie haben von {from} zu {to} gewechselt.} other {{business} hat von {from} zu {to} gewechselt.}}",
    party:
      "{who, select, you {Sie haben von {from, number} auf {to, plural, one {# Person} other {# Personen}} geändert.} other {{business} hat von {from, number} auf {to, plural, one {# Person} other {# Personen}} geändert.}}",
    edited:
      "{who, select, you {Sie haben die Angaben geändert.} other {{business} hat die Angaben geändert.}}",
    confirmed: "{who, select, you {Sie haben bestätigt.} other {{business} hat bestätigt.}}",
    cancelled:
      "{who, select, you {Sie haben abgesagt.} system {Der Termin wurde abgesagt.} other {{business} hat abgesagt.}}",
    declined: "{business} konnte den Termin nicht annehmen.",
    expired: "Die Frist zum Bestätigen ist verstrichen.",
    completed: "Sie waren da.",
    noShow: "{business} hat vermerkt, dass Sie nicht gekommen sind.",
    reopened: "{business} hat den Termin wieder auf bestätigt gesetzt.",
    other: "{who, select, you {Sie haben etwas geändert.} other {{business} hat etwas geändert.}}",
  },
  fr: {
    requested:
      "{who, select, you {Vous avez demandé {when}.} other {{business} a demandé {when}.}}",
    booked:
      "{who, select, you {Vous avez réservé {when}.} other {{business} a réservé {when} pour vous.}}",
    moved:
      "{who, select, you {Vous l’avez déplacé de {from} à {to}.} other {{business} l’a déplacé de {from} à {to}.}}",
    exchanged:
      "{who, select, you {Vous êtes passé de {from} à {to}.} other {{business} est passé de {from} à {to}.}}",
    party:
      "{who, select, you {Vous êtes passé de {from, number} à {to, plural, one {# personne} other {# personnes}}.} other {{business} est passé de {from, number} à {to, plural, one {# personne} other {# personnes}}.}}",
    edited:
      "{who, select, you {Vous avez modifié les informations.} other {{business} a modifié les informations.}}",
    confirmed: "{who, select, you {Vous l’avez confirmé.} other {{business} l’a confirmé.}}",
    cancelled:
      "{who, select, you {Vous l’avez annulé.} system {Il a été annulé.} other {{business} l’a annulé.}}",
    declined: "{business} n’a pas pu l’accepter.",
    expired: "Il a expiré avant d’être confirmé.",
    completed: "Vous êtes venu.",
    noShow: "{business} a noté que vous n’êtes pas venu.",
    reopened: "{business} l’a remis en confirmé.",
    other: "{who, select, you {Vous l’avez modifié.} other {{business} l’a modifié.}}",
  },
  es: {
    requested: "{who, select, you {Usted solicitó {when}.} other {{business} solicitó {when}.}}",
    booked:
      "{who, select, you {Usted reservó {when}.} other {{business} reservó {when} para usted.}}",
    moved:
      "{who, select, you {Usted la cambió de {from} a {to}.} other {{business} la cambió de {from} a {to}.}}",
    exchanged:
      "{who, select, you {Usted cambió de {from} a {to}.} other {{business} cambió de {from} a {to}.}}",
    party:
      "{who, select, you {Usted cambió de {from, number} a {to, plural, one {# persona} other {# personas}}.} other {{business} cambió de {from, number} a {to, plural, one {# persona} other {# personas}}.}}",
    edited: "{who, select, you {Usted cambió los datos.} other {{business} cambió los datos.}}",
    confirmed: "{who, select, you {Usted la confirmó.} other {{business} la confirmó.}}",
    cancelled:
      "{who, select, you {Usted la canceló.} system {Se canceló.} other {{business} la canceló.}}",
    declined: "{business} no pudo aceptarla.",
    expired: "Caducó antes de confirmarse.",
    completed: "Usted vino.",
    noShow: "{business} anotó que usted no vino.",
    reopened: "{business} la devolvió a confirmada.",
    other: "{who, select, you {Usted la cambió.} other {{business} la cambió.}}",
  },
  ar: {
    requested: "{who, select, you {طلبتَ {when}.} other {طلب {business} {when}.}}",
    booked: "{who, select, you {حجزتَ {when}.} other {حجز لك {business} {when}.}}",
    moved:
      "{who, select, you {نقلتَه من {from} إلى {to}.} other {نقله {business} من {from} إلى {to}.}}",
    exchanged:
      "{who, select, you {غيّرتَ من {from} إلى {to}.} other {غيّر {business} من {from} إلى {to}.}}",
    party:
      "{who, select, you {غيّرتَ العدد من {from, number} إلى {to, number}.} other {غيّر {business} العدد من {from, number} إلى {to, number}.}}",
    edited: "{who, select, you {غيّرتَ البيانات.} other {غيّر {business} البيانات.}}",
    confirmed: "{who, select, you {أكّدتَه.} other {أكّده {business}.}}",
    cancelled: "{who, select, you {ألغيتَه.} system {أُلغي.} other {ألغاه {business}.}}",
    declined: "لم يستطع {business} قبوله.",
    expired: "انتهت مهلته قبل تأكيده.",
    completed: "لقد حضرت.",
    noShow: "سجّل {business} أنك لم تحضر.",
    reopened: "أعاده {business} إلى مؤكَّد.",
    other: "{who, select, you {غيّرتَه.} other {غيّره {business}.}}",
  },
});
