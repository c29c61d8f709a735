/**
 * A letter in a frame that may run nothing. It inherits the page's policy, which allows no style elements; the letter
 * needs its own only for the dark, and shows itself here as on paper.
 */
export function LetterFrame({ title, html }: { title: string; html: string }) {
  return (
    <iframe
      title={title}
      srcDoc={html.replace(/<style>[\s\S]*?<\/style>/, "")}
      sandbox=""
      className="h-[42rem] w-full rounded-b-lg bg-white"
    />
  );
}
