// The sentences of a page, laid into it by the server in the reader's language.

export type Args = Record<string, string | number>;

/** Says a sentence with its variables filled in; its name where the page did not bring it. */
export type Say = (key: string, args?: Args) => string;

/** Reads the page's sentences once. */
export function wordsOf(root: ParentNode): Say {
  const words = dataOf<Record<string, string>>(root, "words") ?? {};
  return (key, args = {}) =>
    (words[key] ?? key).replace(/\{([\w-]+)\}/g, (whole, name: string) => {
      const value = args[name];
      return value === undefined ? whole : typeof value === "number" ? grouped(value) : value;
    });
}

/** What the server laid into `<script type="application/json" id="…">`. */
export function dataOf<T>(root: ParentNode, id: string): T | null {
  const block = root.querySelector(`script#${id}`);
  return block?.textContent ? (JSON.parse(block.textContent) as T) : null;
}

/** 1286 is written 1,286, as on the server. */
export function grouped(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ",");
}
