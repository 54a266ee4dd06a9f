// Which characters a font of this machine cannot draw: they look like a character that does not exist.

const SIZE_PX = 48;

/** The characters that would show as a box, in their order. `font` is a family list as CSS writes it. */
export function missing(characters: string[], font: string): string {
  const picture = pictures(font);
  if (!picture || characters.length === 0) return "";
  // Two points that no font may ever draw; fonts of last resort number their boxes, so an empty picture counts as well.
  const boxes = new Set(["\u{378}", "\u{1fffe}", " "].map(picture));
  return characters.filter((it) => boxes.has(picture(it))).join("");
}

function pictures(font: string): ((text: string) => string) | null {
  const canvas = document.createElement("canvas");
  canvas.width = SIZE_PX * 2;
  canvas.height = SIZE_PX * 2;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) return null;
  pen.font = `${SIZE_PX}px ${font}`;
  pen.textBaseline = "middle";
  return (text) => {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.fillText(text, SIZE_PX / 2, SIZE_PX);
    return pen.getImageData(0, 0, canvas.width, canvas.height).data.join("");
  };
}
