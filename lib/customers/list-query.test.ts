import { describe, expect, it } from "vitest";
import { readCustomersFilter, writeCustomersFilter } from "./list-query";

const read = (query: string) => {
  const params = new URLSearchParams(query);
  return readCustomersFilter((name) => params.get(name));
};

describe("the address of the list", () => {
  it("comes back as it was written", () => {
    for (const query of ["", "?q=Luc%C3%ADa+M", "?q=%25&show=blocked&sort=visits&page=12"]) {
      expect(writeCustomersFilter(read(query))).toBe(query);
    }
  });

  it("falls back where it makes no sense", () => {
    for (const query of ["page=0", "page=-1", "page=1.5", "page=x", "page=1e9", "show=z&sort=1"]) {
      expect(read(query)).toEqual({ search: "", show: "all", sort: "name", page: 1 });
    }
  });

  it("takes no text that cannot be searched for", () => {
    expect(read("q=%00a%00").search).toBe("a");
    expect(readCustomersFilter(() => "\ud800x").search).toBe("\ufffdx");
    expect(read(`q=${"x".repeat(500)}`).search).toHaveLength(100);
  });
});
