import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "./paths.ts";

interface Template {
  subject: string;
  content_path: string;
}

/** The auth mails' subjects and files, as config.toml names them for a hosted project. */
export function mailTemplates(): Record<string, Template> {
  const config = readFileSync(join(PROJECT, "supabase", "config.toml"), "utf8");
  const sections = config.matchAll(
    /^\[auth\.email\.template\.(\w+)\]\nsubject = (["'])(.*)\2\ncontent_path = "(.*)"$/gm,
  );
  return Object.fromEntries(
    [...sections].map(([, name, , subject, path]) => [
      name,
      { subject: subject!, content_path: join(PROJECT, path!) },
    ]),
  );
}

/**
 * Chooses among a template's languages: what the API leaves of a Go template after it has put in the values, which is
 * `{{ if eq .RedirectTo (print .SiteURL "…") }}…{{ else if … }}…{{ else }}…{{ end }}`. A hosted project does it itself.
 */
export function chooseLanguage(
  text: string,
  { redirectTo, siteUrl }: { redirectTo: string; siteUrl: string },
): string {
  return text.replace(/\{\{ if ([\s\S]*?)\{\{ end \}\}/g, (_, chain: string) => {
    const [branches, otherwise = ""] = chain.split("{{ else }}") as [string, string?];
    for (const branch of branches.split("{{ else if ")) {
      const [, path, words] =
        /^eq \.RedirectTo \(print \.SiteURL "([^"]*)"\) \}\}([\s\S]*)$/.exec(branch) ?? [];
      if (path === undefined || words === undefined) {
        throw new Error(`a condition in a mail template is not understood: ${branch.slice(0, 80)}`);
      }
      if (redirectTo === siteUrl + path) return words;
    }
    return otherwise;
  });
}
