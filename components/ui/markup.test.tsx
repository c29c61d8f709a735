import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { initials } from "./avatar";
import { Button } from "./button";
import { RadioGroup } from "./choice";
import { Field } from "./field";
import { Input } from "./input";

describe("Field", () => {
  it("ties label, hint and error to its control", () => {
    const html = renderToStaticMarkup(
      <Field id="mail" label="E-mail" hint="We write there." error="No @ in it." required>
        <Input type="email" />
      </Field>,
    );
    expect(html).toContain('<label for="mail"');
    expect(html).toMatch(/<input[^>]*\bid="mail"/);
    expect(html).toMatch(/<input[^>]*\baria-describedby="mail-hint mail-error"/);
    expect(html).toMatch(/<input[^>]*\baria-invalid="true"/);
    expect(html).toMatch(/<input[^>]*\brequired/);
    expect(html).toContain('<p id="mail-hint"');
    expect(html).toContain('<p id="mail-error"');
  });

  it("says nothing of errors when there are none", () => {
    const html = renderToStaticMarkup(
      <Field label="Name">
        <Input />
      </Field>,
    );
    expect(html).not.toContain("aria-invalid=");
    expect(html).not.toContain("aria-describedby");
    const id = /<label for="([^"]+)"/.exec(html)?.[1];
    expect(html).toContain(`id="${id}"`);
  });

  it("keeps a control's own id", () => {
    const html = renderToStaticMarkup(
      <Field label="Name">
        <Input id="customer-name" />
      </Field>,
    );
    expect(html).toContain('<label for="customer-name"');
  });
});

describe("Button", () => {
  it("does not submit while it is pending, and says that it is busy", () => {
    const html = renderToStaticMarkup(
      <Button type="submit" pending>
        Book
      </Button>,
    );
    expect(html).toContain('type="button"');
    expect(html).toContain('aria-busy="true"');
    expect(html).toContain("Book");
    expect(html).not.toContain(" disabled=");
  });

  it("is no submit button unless it is told to be", () => {
    expect(renderToStaticMarkup(<Button>Change</Button>)).toContain('type="button"');
    expect(renderToStaticMarkup(<Button type="submit">Save</Button>)).toContain('type="submit"');
  });
});

describe("RadioGroup", () => {
  it("has exactly its chosen value on, controlled or not", () => {
    const options = [
      { value: "any", label: "Whoever is free first" },
      { value: "mara", label: "Mara" },
    ];
    for (const props of [
      { defaultValue: "mara" },
      { value: "mara", onValueChange: () => undefined },
    ]) {
      const html = renderToStaticMarkup(
        <RadioGroup label="Who" name="who" options={options} {...props} />,
      );
      const checked = html.match(/<input[^>]*\bchecked[=\s/][^>]*>/g) ?? [];
      expect(checked).toHaveLength(1);
      expect(checked[0]).toContain('value="mara"');
    }
  });
});

describe("initials", () => {
  it("takes the first and the last name's first letter in any script", () => {
    expect(initials("Søren Emil Holm")).toBe("SH");
    expect(initials("  aylin ")).toBe("A");
    expect(initials("李 小龙")).toBe("李小");
    expect(initials("𝒜da 🌸")).toBe("𝒜🌸");
    expect(initials("")).toBe("");
  });
});
