import { account, feeds } from "./messages/account";
import { auth, entry } from "./messages/auth";
import { details } from "./messages/details";
import { embed } from "./messages/embed";
import { errors } from "./messages/errors";
import { facts } from "./messages/facts";
import { history } from "./messages/history";
import { home } from "./messages/home";
import { landing } from "./messages/landing";
import { manage } from "./messages/manage";
import { missing } from "./messages/missing";
import { move } from "./messages/move";
import { picker } from "./messages/picker";
import { problems } from "./messages/problems";
import { refusals } from "./messages/refusals";
import { series } from "./messages/series";
import { status } from "./messages/status";
import { ui } from "./messages/ui";
import { place, waitlist } from "./messages/waitlist";

/** Everything that customers read, by namespace. It stays on the server: a page sends what its own parts need. */
export const catalogue = {
  account,
  auth,
  details,
  embed,
  entry,
  errors,
  facts,
  feeds,
  history,
  home,
  landing,
  manage,
  missing,
  move,
  picker,
  place,
  problems,
  refusals,
  series,
  status,
  ui,
  waitlist,
};

export type Catalogue = typeof catalogue;
export type Namespace = keyof Catalogue;
