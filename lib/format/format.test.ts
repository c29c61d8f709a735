import { describe, expect, it } from "vitest";
import {
  currencyDigits,
  dayWord,
  formatAgo,
  formatCharge,
  formatDateLong,
  formatDay,
  formatDayNumber,
  formatDayRelative,
  formatDayTime,
  formatDuration,
  formatLeadTime,
  formatLocalDate,
  formatLocalDateLong,
  formatLocalDates,
  formatLocalDay,
  formatMoney,
  formatMonth,
  formatPercent,
  formatRange,
  formatTime,
  formatWallMinutes,
  formatWeekday,
  formatWhen,
  isRepeatedTime,
  localDate,
  unparted,
  zoneCity,
  zoneLabel,
  zoneShort,
} from "./index.ts";

const berlin = "Europe/Berlin";
const newYork = "America/New_York";
const noon = "2026-11-23T11:00:00Z";

/** Reads like a page does: a no-break space is a space. */
const read = (text: string) => text.replaceAll("\u00a0", " ");

describe("times", () => {
  it("follows the locale's twelve or twenty-four hours, never the machine's zone", () => {
    expect(formatTime("2026-11-23T08:05:00Z", berlin, "en-GB")).toBe("09:05");
    expect(read(formatTime("2026-11-23T19:05:00Z", newYork, "en-US"))).toBe("2:05 PM");
    expect(formatTime("2026-11-23T08:05:00Z", berlin, "de-DE")).toBe("09:05");
  });

  it("never writes midnight as 24:00", () => {
    expect(formatTime("2026-11-22T23:00:00Z", berlin, "en-GB")).toBe("00:00");
    expect(formatTime("2026-11-22T23:00:00Z", berlin, "de")).toBe("00:00");
  });

  it("tells the two one-o'clocks of an autumn night apart", () => {
    expect(read(formatTime("2026-11-01T05:00:00Z", newYork, "en-US"))).toBe("1:00 AM EDT");
    expect(read(formatTime("2026-11-01T06:00:00Z", newYork, "en-US"))).toBe("1:00 AM EST");
    expect(read(formatTime("2026-11-01T04:59:00Z", newYork, "en-US"))).toBe("12:59 AM");
    expect(read(formatTime("2026-11-01T07:00:00Z", newYork, "en-US"))).toBe("2:00 AM");
  });

  it("knows repeated half hours and leaves skipped hours alone", () => {
    // Lord Howe goes back by thirty minutes at 02:00 on 5 April 2026.
    expect(isRepeatedTime("2026-04-04T14:45:00Z", "Australia/Lord_Howe")).toBe(true);
    expect(isRepeatedTime("2026-04-04T15:15:00Z", "Australia/Lord_Howe")).toBe(true);
    expect(isRepeatedTime("2026-04-04T14:15:00Z", "Australia/Lord_Howe")).toBe(false);
    expect(isRepeatedTime("2026-04-04T15:30:00Z", "Australia/Lord_Howe")).toBe(false);
    expect(isRepeatedTime("2026-03-08T07:30:00Z", newYork)).toBe(false);
    expect(isRepeatedTime("2026-03-08T06:30:00Z", newYork)).toBe(false);
  });

  it("writes opening hours without a date", () => {
    expect(formatWallMinutes(540, "en-GB")).toBe("09:00");
    expect(read(formatWallMinutes(1050, "en-US"))).toBe("5:30 PM");
    expect(formatWallMinutes(1440, "en-GB")).toBe("24:00");
    expect(read(formatWallMinutes(1440, "en-US"))).toBe("12:00 AM");
    expect(formatWallMinutes(1500, "en-GB")).toBe("01:00");
  });

  it("gives a range its days only when it needs them", () => {
    expect(formatRange(noon, "2026-11-23T12:00:00Z", berlin, "en-GB")).toBe("12:00–13:00");
    expect(formatRange("2026-11-23T21:00:00Z", "2026-11-24T01:00:00Z", berlin, "en-GB")).toBe(
      "Mon 23 Nov 22:00 – Tue 24 Nov 02:00",
    );
    expect(formatWhen(noon, "2026-11-23T12:00:00Z", berlin, "en-GB")).toBe(
      "Monday 23 November 2026, 12:00–13:00",
    );
  });
});

describe("days", () => {
  it("names the month of a week once, where the day comes before it", () => {
    const week = (locale: string) => read(formatLocalDates("2026-11-23", "2026-11-29", locale));
    expect(week("en-GB")).toBe("23–29 Nov 2026");
    expect(week("de")).toBe("23.–29. Nov. 2026");
    expect(week("en-US")).toBe("Nov 23, 2026 – Nov 29, 2026");
    expect(read(formatLocalDates("2026-11-30", "2026-12-06", "en-GB"))).toBe(
      "30 Nov 2026 – 6 Dec 2026",
    );
  });

  it("keeps the number of a day with its month, where a heading breaks", () => {
    const day = (locale: string) => unparted(formatDateLong(noon, berlin, locale));
    expect(day("en-GB")).toBe("Monday 23\u00a0November 2026");
    expect(day("de")).toBe("Montag, 23.\u00a0November 2026");
    expect(day("es")).toBe("lunes, 23\u00a0de\u00a0noviembre de 2026");
    expect(day("en-US")).toBe("Monday, November 23, 2026");
  });

  it("takes the date of the zone it is told", () => {
    expect(localDate("2026-11-23T23:30:00Z", berlin)).toBe("2026-11-24");
    expect(localDate("2026-11-23T23:30:00Z", newYork)).toBe("2026-11-23");
    expect(formatDay("2026-11-23T23:30:00Z", berlin, "en-GB")).toBe("Tue 24 Nov");
    expect(formatDayTime("2026-11-23T23:30:00Z", berlin, "en-GB")).toBe("Tue 24 Nov, 00:30");
    expect(formatDateLong("2026-11-23T23:30:00Z", newYork, "en-GB")).toBe(
      "Monday 23 November 2026",
    );
  });

  it("always writes the month as a word", () => {
    for (const locale of ["en-GB", "en-US", "de", "fr", "es", "ar", "he", "ja"]) {
      for (const text of [
        formatLocalDay("2026-12-01", locale),
        formatLocalDate("2026-12-01", locale),
        formatLocalDateLong("2026-12-01", locale),
        formatMonth("2026-12-01", locale),
      ]) {
        expect(text).not.toMatch(/\p{Nd}+[./-]\p{Nd}/u);
        expect(text).toMatch(/\p{L}/u);
      }
    }
  });

  it("names months, weekdays and day numbers", () => {
    expect(formatMonth("2026-11-23", "en-GB")).toBe("November 2026");
    expect(formatLocalDateLong("2026-11-23", "de")).toBe("Montag, 23. November 2026");
    expect(formatLocalDateLong("2026-11-23", "en-US")).toBe("Monday, November 23, 2026");
    expect(formatWeekday(1, "en-GB")).toBe("Monday");
    expect(formatWeekday(7, "de", "short")).toBe("So");
    expect(formatDayNumber("2026-11-03", "ja")).toBe("3");
    expect(formatLocalDate("2026-11-03", "en-GB")).toBe("3 Nov 2026");
  });

  it("refuses what is not a date or a moment", () => {
    expect(() => dayWord("23/11/2026", "2026-11-23", "en")).toThrow(RangeError);
    expect(() => formatLocalDay("soon", "en")).toThrow(RangeError);
    expect(() => formatTime("tomorrow", berlin, "en")).toThrow(RangeError);
  });

  it("says today, tomorrow and yesterday in the zone's own calendar", () => {
    expect(dayWord("2026-11-24", "2026-11-23", "de")).toBe("morgen");
    expect(dayWord("2026-11-25", "2026-11-23", "en")).toBeNull();
    const late = "2026-11-23T23:30:00Z";
    expect(formatDayRelative(late, noon, berlin, "en-GB")).toBe("Tomorrow");
    expect(formatDayRelative(late, noon, newYork, "en-GB")).toBe("Today");
    expect(formatDayRelative("2026-11-30T11:00:00Z", noon, berlin, "en-GB")).toBe("Mon 30 Nov");
  });

  it("says how long ago", () => {
    expect(formatAgo("2026-11-23T10:59:50Z", noon, "en")).toBe("now");
    expect(formatAgo("2026-11-23T10:40:00Z", noon, "en")).toBe("20 minutes ago");
    expect(formatAgo("2026-11-23T14:00:00Z", noon, "en")).toBe("in 3 hours");
    expect(formatAgo("2026-11-20T11:00:00Z", noon, "en")).toBe("3 days ago");
    expect(formatAgo("2024-11-20T11:00:00Z", noon, "en")).toBe("2 years ago");
  });
});

describe("zones", () => {
  it("says whose time it is", () => {
    expect(zoneLabel(berlin, noon, "en-GB")).toBe("Berlin time, GMT+1");
    expect(zoneLabel(berlin, "2026-07-01T10:00:00Z", "en-GB")).toBe("Berlin time, GMT+2");
    expect(zoneLabel("Asia/Kathmandu", noon, "en-GB")).toBe("Kathmandu time, GMT+5:45");
    expect(zoneLabel(berlin, noon, "de")).toBe("Zeit in Berlin, GMT+1");
    expect(zoneLabel("UTC", noon, "en-GB")).toBe("UTC");
    expect(zoneCity("America/Argentina/Buenos_Aires")).toBe("Buenos Aires");
  });

  it("prefers letters to offsets where there are any", () => {
    expect(zoneShort(newYork, "2026-07-01T10:00:00Z", "en-GB")).toBe("EDT");
    expect(zoneShort(newYork, noon, "de")).toBe("EST");
    expect(zoneShort("Asia/Kathmandu", noon, "en-GB")).toBe("GMT+5:45");
  });
});

describe("lengths and money", () => {
  it("writes lengths of time", () => {
    expect(read(formatDuration(45, "en-GB"))).toBe("45 min");
    expect(read(formatDuration(90, "en-US"))).toBe("1 hr 30 min");
    expect(read(formatDuration(120, "de"))).toBe("2 Std.");
    expect(read(formatLeadTime(2880, "en-US"))).toBe("2 days");
    expect(read(formatLeadTime(0, "en-US"))).toBe("0 min");
  });

  it("knows each currency's smallest unit", () => {
    expect(currencyDigits("KWD")).toBe(3);
    expect(formatMoney(4500, "EUR", "en-GB")).toBe("€45");
    expect(formatMoney(4550, "EUR", "en-GB")).toBe("€45.50");
    expect(read(formatMoney(123_456, "EUR", "de-DE"))).toBe("1.234,56 €");
    expect(formatMoney(4500, "JPY", "en-GB")).toBe("JP¥4,500");
    expect(read(formatMoney(12_500, "KWD", "en-GB"))).toBe("KWD 12.500");
    expect(formatMoney(0, "USD", "en-US")).toBe("$0");
    expect(formatPercent(0.734, "en")).toBe("73%");
    expect(formatCharge(0.0079, "EUR", "en-GB")).toBe("€0.0079");
    expect(formatCharge(0.1, "EUR", "en-GB")).toBe("€0.10");
    expect(formatCharge(12, "JPY", "en-GB")).toBe("JP¥12");
  });
});
