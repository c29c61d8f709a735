import { expect, it } from "vitest";
import type { PublicBusiness, PublicPage, PublicService } from "./schema";
import { businessData, serviceData } from "./structured-data";

const url = "https://book.example/lotus-hair";

const business = {
  slug: "lotus-hair",
  name: "Lotus </script> Hair",
  kind: "salon",
  tagline: "",
  about: "",
  address: "Oderstraße 1",
  city: "Berlin",
  country: "DE",
  phone: null,
  email: null,
  website: null,
  currency: "KWD",
  photoUrl: "/api/photos/a/b.jpg",
  logoUrl: null,
  layer: { weekly: [[1, 540, 1440]] },
} as unknown as PublicBusiness;

const cut = {
  slug: "cut",
  name: "Cut",
  category: "Hair",
  description: "",
  priceMinor: 12_500,
  photoUrl: null,
  staff: [
    { slug: "mai", durationMin: null, priceMinor: 10_250 },
    { slug: "ben", durationMin: null, priceMinor: null },
  ],
} as unknown as PublicService;

const page = { business, services: [cut], staff: [] } as PublicPage;

it("describes a service with the least that it costs, its business and the way to it", () => {
  const text = serviceData(page, cut, url);
  expect(text).not.toContain("</script>");
  const { "@graph": graph } = JSON.parse(text);
  expect(graph[0]).toMatchObject({
    "@type": "Service",
    name: "Cut",
    provider: { "@type": "HairSalon", image: "https://book.example/api/photos/a/b.jpg" },
    offers: { price: "10.250", priceCurrency: "KWD", url: `${url}/cut` },
  });
  expect(graph[1].itemListElement.map(({ item }: { item: string }) => item)).toEqual([
    url,
    `${url}/cut`,
  ]);
});

it("names no price where one is told on request", () => {
  const asked = { ...cut, priceMinor: null };
  const { "@graph": graph } = JSON.parse(serviceData(page, asked, url));
  expect(graph[0].offers).not.toHaveProperty("price");
});

it("writes midnight as the last minute of the day", () => {
  const data = JSON.parse(businessData(page, url));
  expect(data.openingHoursSpecification).toEqual([
    expect.objectContaining({ dayOfWeek: "Monday", opens: "09:00", closes: "23:59" }),
  ]);
  expect(data.makesOffer[0]).toMatchObject({ price: "10.250", url: `${url}/cut` });
});
