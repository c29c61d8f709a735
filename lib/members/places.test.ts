import { describe, expect, test } from "vitest";
import { countries, countryFrom, currencies, zones } from "./places";

describe("lists to choose from", () => {
  test("countries that exist today, once each", () => {
    const codes = countries("en-GB").map(({ value }) => value);
    expect(codes).toEqual(expect.arrayContaining(["DE", "US", "NP", "XK"]));
    for (const gone of ["DD", "SU", "UK", "EU", "ZZ"]) expect(codes).not.toContain(gone);
    expect(new Set(codes).size).toBe(codes.length);
  });
  test("zones are found by city and carry their offset", () => {
    const found = zones("en-GB", Date.UTC(2026, 6, 18));
    expect(found.find(({ value }) => value === "Europe/Berlin")).toMatchObject({
      label: "Berlin",
      hint: "GMT+2",
    });
  });
  test("currencies carry their code", () => {
    expect(currencies("en-GB").find(({ value }) => value === "CHF")?.hint).toBe("CHF");
  });
});

test("the first country that a browser names", () => {
  expect(countryFrom("de-AT,de;q=0.9,en-GB;q=0.8")).toBe("AT");
  expect(countryFrom("en,fr-CA;q=0.7")).toBe("CA");
  expect(countryFrom("de")).toBeNull();
  expect(countryFrom(null)).toBeNull();
});
