import { z } from "zod";

/** Which notices have been read; null = all of them. */
export const readSchema = z.object({ ids: z.array(z.int().min(1)).max(200).nullable() });
