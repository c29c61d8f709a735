import { table } from "../table";

/** Pages that could not be shown, addresses that lead nowhere, and no network. */
export const errors = table({
  en: {
    tryAgain: "Try again",
    firstPage: "Go to the first page",
    wrong: "Something went wrong on our side",
    wrongText:
      "This page could not be shown. Appointments that were confirmed are kept, and nothing has been booked or cancelled by this mistake. Please try again in a moment.",
    moment: "Just a moment",
    notShown: "This page could not be shown",
    notShownSafe:
      "Appointments that were confirmed are kept, and what you have typed is still here when you come back.",
  },
  de: {
    tryAgain: "Noch einmal versuchen",
    firstPage: "Zur Startseite",
    wrong: "Bei uns ist etwas schiefgegangen",
    wrongText:
      "Diese Seite konnte nicht angezeigt werden. Bestätigte Termine bleiben bestehen, und durch diesen Fehler wurde nichts gebucht oder abgesagt. Bitte versuchen Sie es gleich noch einmal.",
    moment: "Einen Augenblick",
    notShown: "Diese Seite konnte nicht angezeigt werden",
    notShownSafe:
      "Bestätigte Termine bleiben bestehen, und was Sie eingegeben haben, ist noch da, wenn Sie zurückkommen.",
  },
  fr: {
    tryAgain: "Réessayer",
    firstPage: "Aller à la page d’accueil",
    wrong: "Un problème est survenu de notre côté",
    wrongText:
      "Cette page n’a pas pu être affichée. Les rendez-vous confirmés sont conservés, et cette erreur n’a rien réservé ni annulé. Veuillez réessayer dans un instant.",
    moment: "Un instant",
    notShown: "Cette page n’a pas pu être affichée",
    notShownSafe:
      "Les rendez-vous confirmés sont conservés, et vous retrouverez ce que vous avez saisi à votre retour.",
  },
  es: {
    tryAgain: "Intentarlo de nuevo",
    firstPage: "Ir a la página de inicio",
    wrong: "Algo ha fallado por nuestra parte",
    wrongText:
      "No se ha podido mostrar esta página. Las citas confirmadas se mantienen, y este error no ha reservado ni cancelado nada. Vuelva a intentarlo dentro de un momento.",
    moment: "Un momento",
    notShown: "No se ha podido mostrar esta página",
    notShownSafe:
      "Las citas confirmadas se mantienen, y lo que haya escrito seguirá aquí cuando vuelva.",
  },
  ar: {
    tryAgain: "إعادة المحاولة",
    firstPage: "الذهاب إلى الصفحة الأولى",
    wrong: "حدث خطأ من جهتنا",
    wrongText:
      "تعذّر عرض هذه الصفحة. المواعيد المؤكدة محفوظة، ولم يُحجز شيء أو يُلغَ بسبب هذا الخطأ. يرجى المحاولة مرة أخرى بعد قليل.",
    moment: "لحظة من فضلك",
    notShown: "تعذّر عرض هذه الصفحة",
    notShownSafe: "المواعيد المؤكدة محفوظة، وما كتبته سيبقى هنا عند عودتك.",
  },
});
