// Large type breaks between words: where the browser knows words, a break is allowed between them and nowhere else.

/** The text with a `<wbr>` between its words. */
export function broken(text: string): Node[] {
  const parts: Node[] = [];
  for (const word of apart(text)) {
    if (parts.length > 0) parts.push(document.createElement("wbr"));
    parts.push(document.createTextNode(word));
  }
  return parts;
}

function apart(text: string): string[] {
  const Segmenter = (Intl as { Segmenter?: typeof Intl.Segmenter }).Segmenter;
  if (!Segmenter) return [text];
  const words: string[] = [];
  for (const { segment, isWordLike } of new Segmenter("zh", { granularity: "word" }).segment(text)) {
    // A mark of punctuation stays with the word before it.
    if (isWordLike || words.length === 0) words.push(segment);
    else words[words.length - 1] += segment;
  }
  return words;
}
