import { z } from "zod";
import { availabilityQuery, MAX_DAYS } from "@/lib/availability/schema";
import {
  bookingRequest,
  cancelRequest,
  holdRequest,
  patchRequest,
  seriesQuery,
} from "@/lib/bookings/schema";

const instant = { type: "string", format: "date-time", description: "An instant in UTC" };

/** The request schemas are the very ones that the routes parse with, so that the document cannot drift from them. */
function requestSchema(schema: z.ZodType): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return rest;
}

function parameters(schema: z.ZodType): object[] {
  const { properties = {}, required = [] } = requestSchema(schema) as {
    properties?: Record<string, object>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema: property,
  }));
}

const json = (schema: object) => ({ content: { "application/json": { schema } } });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const refusal = (description: string) => ({ description, ...json(ref("Error")) });

const limited = { "429": refusal("Too many attempts; Retry-After says how many seconds to wait") };
const manageToken = {
  name: "token",
  in: "path",
  required: true,
  schema: { type: "string" },
  description: "The secret of the manage link",
};

const booking = {
  type: "object",
  required: ["id", "status", "start", "end", "party", "staff", "service", "business", "customer"],
  properties: {
    id: { type: "string", format: "uuid" },
    status: {
      enum: [
        "held",
        "pending",
        "confirmed",
        "completed",
        "no_show",
        "cancelled",
        "declined",
        "expired",
      ],
    },
    start: instant,
    end: instant,
    party: { type: "integer" },
    staff: ref("Named"),
    service: ref("Named"),
    business: {
      type: "object",
      properties: {
        slug: { type: "string" },
        name: { type: "string" },
        timeZone: { type: "string" },
        address: { type: "string" },
        city: { type: "string" },
        phone: { type: ["string", "null"] },
      },
    },
    customer: {
      type: "object",
      properties: {
        name: { type: "string" },
        email: { type: ["string", "null"] },
        phone: { type: ["string", "null"] },
      },
    },
    answers: { type: "object" },
    note: { type: "string" },
    price: {
      type: ["object", "null"],
      properties: { minor: { type: "integer" }, currency: { type: "string" } },
    },
    timeZone: { type: "string", description: "The zone that the customer looked at" },
    sequence: { type: "integer", description: "SEQUENCE of the calendar entry" },
    cancelUntil: instant,
    moveUntil: instant,
  },
};

/**
 * The OpenAPI 3.1 description of the public JSON API.
 * @param appUrl the address of this installation
 */
export function openApiDocument(appUrl: string): object {
  return {
    openapi: "3.1.0",
    info: {
      title: "Daybook",
      version: "1",
      description:
        "Free times and bookings of the businesses on this installation. No key is needed.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: appUrl }],
    paths: {
      "/api/availability": {
        get: {
          operationId: "getAvailability",
          summary: `Free times of a service over at most ${MAX_DAYS} of the viewer's dates`,
          parameters: [
            ...parameters(availabilityQuery),
            {
              name: "X-Hold",
              in: "header",
              required: false,
              schema: { type: "string" },
              description: "The token of a hold of one's own: its place counts as free",
            },
          ],
          responses: {
            "200": {
              description: "Free times in order",
              ...json({
                type: "object",
                required: ["zone", "slots"],
                properties: {
                  zone: { type: "string" },
                  slots: { type: "array", items: ref("FreeTime") },
                },
              }),
            },
            "404": refusal("No such business, service or person"),
            "422": refusal("A parameter is wrong; details name it"),
            ...limited,
          },
        },
      },
      "/api/availability/series": {
        get: {
          operationId: "planSeries",
          summary:
            "The dates of a series before it is booked: which are free, and what could take the place of the others",
          parameters: parameters(seriesQuery),
          responses: {
            "200": {
              description: "The dates in order",
              ...json({
                type: "object",
                required: ["zone", "occurrences"],
                properties: {
                  zone: { type: "string", description: "The zone whose wall clock repeats" },
                  occurrences: {
                    type: "array",
                    items: {
                      type: "object",
                      required: ["date", "start", "free", "reason", "alternatives"],
                      properties: {
                        date: { type: "string", format: "date" },
                        start: {
                          type: ["string", "null"],
                          description: "null where the clocks skip that time",
                        },
                        free: { type: "boolean" },
                        reason: {
                          enum: ["closed", "too_far", "too_soon", "skipped", "taken", null],
                        },
                        alternatives: { type: "array", items: instant },
                      },
                    },
                  },
                },
              }),
            },
            "403": refusal("no_series: customers book this one at a time"),
            "404": refusal("No such business, service or person"),
            "422": refusal("A parameter is wrong; details name it"),
            ...limited,
          },
        },
      },
      "/api/availability/live": {
        get: {
          operationId: "watchAvailability",
          summary: "Server-sent events: something about the free times has changed, ask again",
          parameters: [
            { name: "business", in: "query", required: true, schema: { type: "string" } },
          ],
          responses: {
            "200": {
              description: "A stream",
              content: { "text/event-stream": { schema: { type: "string" } } },
            },
            "404": refusal("No such business"),
          },
        },
      },
      "/api/bookings": {
        post: {
          operationId: "createBooking",
          summary: "Book a free time",
          parameters: [
            {
              name: "Idempotency-Key",
              in: "header",
              required: false,
              schema: { type: "string", maxLength: 200 },
              description: "The same key with the same body returns the first booking",
            },
          ],
          requestBody: { required: true, ...json(requestSchema(bookingRequest)) },
          responses: {
            "201": {
              description: "Booked, or requested where the business approves first",
              ...json({
                type: "object",
                required: ["booking", "manageUrl"],
                properties: {
                  booking: ref("Booking"),
                  bookings: {
                    type: "array",
                    items: ref("Booking"),
                    description:
                      "Of a visit of several services, or of a series: all of them, by time",
                  },
                  manageUrl: { type: "string", format: "uri" },
                },
              }),
            },
            "404": refusal("No such business, service or person"),
            "409": refusal(
              "slot_taken and its like; details.alternatives holds the nearest free times",
            ),
            "413": refusal("The body is too large"),
            "422": refusal("A field is wrong; details name it"),
            ...limited,
          },
        },
      },
      "/api/holds": {
        post: {
          operationId: "holdPlace",
          summary: "Keep a free time for ten minutes while a form is filled in",
          requestBody: { required: true, ...json(requestSchema(holdRequest)) },
          responses: {
            "201": {
              description: "Held; send hold.token as `hold` when booking",
              ...json({
                type: "object",
                required: ["hold"],
                properties: {
                  hold: {
                    type: "object",
                    required: ["token", "expiresAt", "staff"],
                    properties: {
                      token: { type: "string" },
                      expiresAt: instant,
                      staff: ref("Named"),
                    },
                  },
                },
              }),
            },
            "404": refusal("No such business, service or person"),
            "409": refusal(
              "slot_taken and its like; details.alternatives holds the nearest free times",
            ),
            "422": refusal("A field is wrong; details name it"),
            ...limited,
          },
        },
      },
      "/api/holds/{token}": {
        parameters: [{ ...manageToken, description: "The token of the hold" }],
        patch: {
          operationId: "renewHold",
          summary: "Ten more minutes, for two hours at most",
          responses: {
            "200": {
              description: "Renewed, or at the end of its two hours as it was",
              ...json({ type: "object", properties: { expiresAt: instant } }),
            },
            "404": refusal("The hold is gone"),
            ...limited,
          },
        },
        delete: {
          operationId: "releaseHold",
          summary: "Give the place back",
          parameters: [
            {
              name: "grace",
              in: "query",
              required: false,
              schema: { type: "integer", minimum: 0, maximum: 15, default: 0 },
              description:
                "Seconds in which it can still be renewed: a page that is left may only be reloading",
            },
          ],
          responses: {
            "204": { description: "Given back, or there was none" },
            "422": refusal("A parameter is wrong"),
            ...limited,
          },
        },
      },
      "/api/bookings/manage/{token}": {
        parameters: [manageToken],
        get: {
          operationId: "getBooking",
          summary: "The booking of a manage link",
          responses: {
            "200": {
              description: "The booking",
              ...json({ type: "object", properties: { booking: ref("Booking") } }),
            },
            "404": refusal("The link opens nothing"),
            ...limited,
          },
        },
        patch: {
          operationId: "moveBooking",
          summary: "Move the booking to another free time or service, or change its details",
          requestBody: { required: true, ...json(requestSchema(patchRequest)) },
          responses: {
            "200": {
              description: "The booking as it is now",
              ...json({ type: "object", properties: { booking: ref("Booking") } }),
            },
            "404": refusal("The link opens nothing"),
            "409": refusal("Taken, too late, or over; the booking stays as it was"),
            "422": refusal("A field is wrong"),
            ...limited,
          },
        },
        delete: {
          operationId: "cancelBooking",
          summary: "Cancel the booking",
          requestBody: { required: false, ...json(requestSchema(cancelRequest)) },
          responses: {
            "200": {
              description: "The cancelled booking",
              ...json({ type: "object", properties: { booking: ref("Booking") } }),
            },
            "404": refusal("The link opens nothing"),
            "409": refusal("Too late, or over already"),
            ...limited,
          },
        },
      },
      "/api/health": {
        get: {
          operationId: "health",
          summary: "Whether the database answers",
          responses: { "200": { description: "It does" }, "503": { description: "It does not" } },
        },
      },
    },
    components: {
      schemas: {
        Booking: booking,
        FreeTime: {
          type: "object",
          required: ["start", "end", "staff", "seatsLeft"],
          properties: {
            start: instant,
            end: instant,
            staff: {
              type: "array",
              items: { type: "string" },
              description: "Slugs of who is free; of a visit, of who takes part",
            },
            seatsLeft: { type: "integer" },
            parts: {
              type: "array",
              description: "Of a visit of several services: which of them when, and with whom",
              items: {
                type: "object",
                required: ["service", "start", "end", "staff"],
                properties: {
                  service: { type: "string" },
                  start: instant,
                  end: instant,
                  staff: { type: "string" },
                },
              },
            },
          },
        },
        Named: {
          type: "object",
          properties: { slug: { type: "string" }, name: { type: "string" } },
        },
        Error: {
          type: "object",
          required: ["error"],
          properties: {
            error: {
              type: "object",
              required: ["code", "message"],
              properties: { code: { type: "string" }, message: { type: "string" }, details: {} },
            },
          },
        },
      },
    },
  };
}
