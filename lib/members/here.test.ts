import { expect, test } from "vitest";
import { countryOfZone, zoneIn } from "./here";

const COUNTRIES = ["AT", "DE", "GB", "IN", "NP", "NZ", "US"];

test.each([
  ["Europe/Berlin", "GB", "DE"],
  ["Pacific/Auckland", "US", "NZ"],
  ["Asia/Katmandu", "US", "NP"],
  ["Europe/London", "GB", "GB"],
])("the clocks of %s, with a browser of %s, are those of %s", (zone, likely, country) => {
  expect(countryOfZone(zone, COUNTRIES, likely)).toBe(country);
});

test("a zone of no country leaves the guess as it was", () => {
  expect(countryOfZone("UTC", COUNTRIES, "DE")).toBeNull();
});

test("a zone goes by the name that the list has for it", () => {
  const here = new Intl.DateTimeFormat("en", { timeZone: "Asia/Kolkata" }).resolvedOptions();
  expect(zoneIn(["Europe/Berlin", "Asia/Kolkata"], here.timeZone)).toBe("Asia/Kolkata");
  expect(zoneIn(["Europe/Berlin", "Asia/Calcutta"], here.timeZone)).toBe("Asia/Calcutta");
  expect(zoneIn(["Europe/Berlin"], "Asia/Tokyo")).toBe("");
});
