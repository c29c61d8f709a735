/** A person who can be booked, as the dashboard shows them. */
export interface DeskPerson {
  id: string;
  name: string;
  /** 0–7, which of the staff colours. */
  hue: number;
  /** Who signs in as this person, if anybody. */
  userId: string | null;
  archived: boolean;
}

export interface DeskService {
  id: string;
  name: string;
  capacity: number;
  archived: boolean;
}

/** The business as its own people see it in the dashboard. */
export interface Desk {
  slug: string;
  name: string;
  timeZone: string;
  currency: string;
  /** A language with its region, so that dates are in the order of the country. */
  locale: string;
  /** ISO weekday, 1 = Monday. */
  weekStartsOn: number;
  people: DeskPerson[];
  services: DeskService[];
}
