/** One line of the table in a letter: what, and how it is. */
export interface Fact {
  label: string;
  lines: string[];
  /** How many of the first lines stand out. */
  strong?: number;
}

/** A letter before it has a form: words only, nothing escaped. */
export interface Letter {
  subject: string;
  /** The line that mail programs show after the subject. */
  preheader: string;
  heading: string;
  intro: string[];
  facts: Fact[];
  /** Words of a person, shown as theirs. */
  quote?: { label: string; text: string };
  action?: { label: string; url: string };
  closing: string[];
  /** The business's own rules, in its own words. */
  policy?: string;
}
