import { describe, expect, it } from "vitest";
import { z } from "zod";
import { seal, sealKeys, unseal } from "./seal.ts";

const secret = "a secret of an installation, long enough";
const shape = z.object({ password: z.string() });
const row = "0b5c1f5e-3b0a-4c36-9d0a-0d7e8a1f2b3c";

describe("seal", () => {
  it("opens what it sealed, with a fresh nonce each time", async () => {
    const keys = await sealKeys(undefined, secret);
    const one = await seal(keys, row, { password: "hunter2" });
    const two = await seal(keys, row, { password: "hunter2" });
    expect(one.sealed).not.toBe(two.sealed);
    expect(one.sealed).not.toContain("hunter2");
    expect(await unseal(keys, row, one, shape)).toEqual({ password: "hunter2" });
  });

  it("does not open for another row, another key or a changed bit", async () => {
    const keys = await sealKeys(undefined, secret);
    const sealed = await seal(keys, row, { password: "x" });
    await expect(unseal(keys, row.replace("0", "1"), sealed, shape)).rejects.toThrow(
      "does not open",
    );
    await expect(
      unseal(await sealKeys(undefined, `${secret}!`), row, sealed, shape),
    ).rejects.toThrow("does not open");
    const bytes = Buffer.from(sealed.sealed, "base64");
    bytes[20]! ^= 1;
    const changed = { ...sealed, sealed: bytes.toString("base64") };
    await expect(unseal(keys, row, changed, shape)).rejects.toThrow("does not open");
  });

  it("seals with the newest key and still opens with the older ones", async () => {
    const one = `1:${Buffer.alloc(32, 7).toString("base64")}`;
    const two = `2:${Buffer.alloc(32, 9).toString("base64")}`;
    const old = await seal(await sealKeys(one, secret), row, { password: "x" });
    const keys = await sealKeys(`${one},${two}`, secret);
    expect(old.keyVersion).toBe(1);
    expect((await seal(keys, row, {})).keyVersion).toBe(2);
    expect(await unseal(keys, row, old, shape)).toEqual({ password: "x" });
    await expect(unseal(await sealKeys(two, secret), row, old, shape)).rejects.toThrow("not here");
  });

  it("names the entry that is wrong, not its value", async () => {
    await expect(sealKeys("1:c2hvcnQ=", secret)).rejects.toThrow("entry 1");
    await expect(sealKeys("1:c2hvcnQ=", secret)).rejects.not.toThrow("c2hvcnQ");
  });
});
