import { table } from "../table";

/** The first page of an installation. Read on the server only. */
export const landing = table({
  en: {
    description: "Find a time that suits you, and keep it.",
    signIn: "Sign in",
    heading: "The appointment book that keeps itself",
    lead: "Customers choose a free time on your page. It is in your calendar the same second, and nobody else can take it.",
    setUp: "Set up your business",
    bookWith: "Book a time with",
    none: "The businesses that take bookings here will stand on this page. There is none yet: <link>be the first</link>.",
    whereItIs: "{city}, where it is <time>{clock}</time>",
    day: "A day with it",
    one: "Somebody books from the breakfast table",
    oneText:
      "Your page shows the times that are really free, with your breaks, your days off and your colleagues counted. No account, no call.",
    two: "It is in the book",
    twoText:
      "The same second the time is gone for everybody else. Two people are never given the same chair.",
    three: "You open the day",
    threeText:
      "Who comes next, what waits for your answer, what is still free to offer on the phone.",
    four: "A plan changes",
    fourText:
      "The customer moves or cancels with the link in the e-mail, inside the limits you set. The time is free again at once.",
    licence: "Daybook is free software under the MIT licence.",
  },
  de: {
    description: "Finden Sie eine Zeit, die Ihnen passt.",
    signIn: "Anmelden",
    heading: "Das Terminbuch, das sich selbst führt",
    lead: "Kunden wählen auf Ihrer Seite eine freie Zeit. In derselben Sekunde steht sie in Ihrem Kalender, und niemand sonst kann sie nehmen.",
    setUp: "Ihren Betrieb einrichten",
    bookWith: "Einen Termin buchen bei",
    none: "Die Betriebe, die hier Buchungen annehmen, stehen auf dieser Seite. Noch ist keiner da: <link>Seien Sie der erste</link>.",
    whereItIs: "{city}, wo es jetzt <time>{clock}</time> ist",
    day: "Ein Tag damit",
    one: "Jemand bucht am Frühstückstisch",
    oneText:
      "Ihre Seite zeigt die Zeiten, die wirklich frei sind: Pausen, freie Tage und Kollegen sind mitgerechnet. Kein Konto, kein Anruf.",
    two: "Es steht im Buch",
    twoText:
      "In derselben Sekunde ist die Zeit für alle anderen weg. Nie bekommen zwei denselben Stuhl.",
    three: "Sie schlagen den Tag auf",
    threeText: "Wer als Nächstes kommt, was auf Ihre Antwort wartet, was am Telefon noch frei ist.",
    four: "Ein Plan ändert sich",
    fourText:
      "Der Kunde verschiebt oder sagt ab, mit dem Link in der E-Mail und in den Grenzen, die Sie setzen. Die Zeit ist sofort wieder frei.",
    licence: "Daybook ist freie Software unter der MIT-Lizenz.",
  },
  fr: {
    description: "Trouvez un horaire qui vous convient.",
    signIn: "Se connecter",
    heading: "Le carnet de rendez-vous qui se tient tout seul",
    lead: "Vos clients choisissent un horaire libre sur votre page. Il est dans votre calendrier à la seconde même, et personne d’autre ne peut le prendre.",
    setUp: "Créer votre établissement",
    bookWith: "Prendre rendez-vous chez",
    none: "Les établissements qui prennent des réservations ici figureront sur cette page. Il n’y en a pas encore : <link>soyez le premier</link>.",
    whereItIs: "{city}, où il est <time>{clock}</time>",
    day: "Une journée avec lui",
    one: "Quelqu’un réserve à la table du petit-déjeuner",
    oneText:
      "Votre page montre les horaires vraiment libres, compte tenu de vos pauses, de vos congés et de vos collègues. Ni compte, ni appel.",
    two: "C’est dans le carnet",
    twoText:
      "À la même seconde, l’horaire n’existe plus pour les autres. Jamais deux personnes pour le même fauteuil.",
    three: "Vous ouvrez la journée",
    threeText:
      "Qui vient ensuite, ce qui attend votre réponse, ce qui reste libre à proposer au téléphone.",
    four: "Un imprévu",
    fourText:
      "Le client déplace ou annule avec le lien de l’e-mail, dans les limites que vous fixez. L’horaire est aussitôt libre.",
    licence: "Daybook est un logiciel libre sous licence MIT.",
  },
  es: {
    description: "Encuentre una hora que le venga bien.",
    signIn: "Iniciar sesión",
    heading: "La agenda de citas que se lleva sola",
    lead: "Sus clientes eligen una hora libre en su página. En ese mismo segundo está en su calendario, y nadie más puede ocuparla.",
    setUp: "Crear su establecimiento",
    bookWith: "Reservar una cita con",
    none: "Los establecimientos que aceptan reservas aquí aparecerán en esta página. Aún no hay ninguno: <link>sea el primero</link>.",
    whereItIs: "{city}, donde son las <time>{clock}</time>",
    day: "Un día con ella",
    one: "Alguien reserva durante el desayuno",
    oneText:
      "Su página muestra las horas realmente libres, contando sus pausas, sus días libres y sus compañeros. Sin cuenta y sin llamadas.",
    two: "Está en la agenda",
    twoText:
      "En ese mismo segundo la hora desaparece para los demás. Nunca se da la misma silla a dos personas.",
    three: "Usted abre el día",
    threeText:
      "Quién viene ahora, qué espera su respuesta, qué queda libre para ofrecer por teléfono.",
    four: "Un cambio de planes",
    fourText:
      "El cliente cambia o cancela con el enlace del correo, dentro de los límites que usted fija. La hora queda libre al instante.",
    licence: "Daybook es software libre con licencia MIT.",
  },
  ar: {
    description: "اعثر على وقت يناسبك واحجزه.",
    signIn: "تسجيل الدخول",
    heading: "دفتر المواعيد الذي يدير نفسه",
    lead: "يختار العملاء وقتًا متاحًا على صفحتك، فيظهر في تقويمك في اللحظة نفسها، ولا يمكن لأحد غيرهم أخذه.",
    setUp: "أنشئ صفحة نشاطك",
    bookWith: "احجز موعدًا لدى",
    none: "ستظهر في هذه الصفحة الأنشطة التي تستقبل الحجوزات هنا. لا يوجد أي منها بعد: <link>كن الأول</link>.",
    whereItIs: "{city}، حيث الساعة الآن <time>{clock}</time>",
    day: "يوم معه",
    one: "شخص يحجز من مائدة الإفطار",
    oneText:
      "تعرض صفحتك الأوقات المتاحة فعلًا، مع احتساب استراحاتك وأيام عطلتك وزملائك. لا حساب ولا مكالمة.",
    two: "صار في الدفتر",
    twoText: "في اللحظة نفسها لا يعود الوقت متاحًا لغيره. لا يُعطى الكرسي نفسه لشخصين أبدًا.",
    three: "تفتح يومك",
    threeText: "من القادم، وما ينتظر ردّك، وما لا يزال متاحًا لتعرضه على الهاتف.",
    four: "تتغيّر خطة",
    fourText:
      "ينقل العميل موعده أو يلغيه بالرابط الذي في الرسالة، ضمن الحدود التي تضعها. ويعود الوقت متاحًا فورًا.",
    licence: "Daybook برنامج حر برخصة MIT.",
  },
});
