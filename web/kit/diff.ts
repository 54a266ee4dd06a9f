// What was cut from one text and added in another, by characters.

export interface Part {
  kind: "same" | "cut" | "add";
  text: string;
}

/** The way from `before` to `after`; single characters left standing between changes are taken into them. */
export function difference(before: string, after: string): Part[] {
  const a = [...before];
  const b = [...after];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const parts: Part[] = [];
  push(parts, "same", a.slice(0, start).join(""));
  for (const part of middle(a.slice(start, a.length - end), b.slice(start, b.length - end))) {
    push(parts, part.kind, part.text);
  }
  push(parts, "same", a.slice(a.length - end).join(""));
  return parts;
}

/** How many stretches were cut and how many added. */
export function changes(parts: Part[]): { cut: number; add: number } {
  const count = (kind: Part["kind"]) => parts.filter((part) => part.kind === kind).length;
  return { cut: count("cut"), add: count("add") };
}

/** The longest common subsequence, walked forwards. */
function middle(a: string[], b: string[]): Part[] {
  const width = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      longest[i * width + j] =
        a[i] === b[j]
          ? at(longest, (i + 1) * width + j + 1) + 1
          : Math.max(at(longest, (i + 1) * width + j), at(longest, i * width + j + 1));
    }
  }
  const parts: Part[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      push(parts, "same", a[i++] as string);
      j++;
    } else if (i < a.length && (j === b.length || at(longest, (i + 1) * width + j) >= at(longest, i * width + j + 1))) {
      push(parts, "cut", a[i++] as string);
    } else {
      push(parts, "add", b[j++] as string);
    }
  }
  return withoutCrumbs(parts);
}

function withoutCrumbs(parts: Part[]): Part[] {
  const whole: Part[] = [];
  let cut = "";
  let add = "";
  const settle = () => {
    push(whole, "cut", cut);
    push(whole, "add", add);
    cut = add = "";
  };
  parts.forEach((part, n) => {
    const isCrumb = part.kind === "same" && [...part.text].length === 1 && n > 0 && n < parts.length - 1;
    if (part.kind === "same" && !isCrumb) {
      settle();
      push(whole, "same", part.text);
      return;
    }
    if (part.kind !== "add") cut += part.text;
    if (part.kind !== "cut") add += part.text;
  });
  settle();
  return whole;
}

function push(parts: Part[], kind: Part["kind"], text: string): void {
  if (text === "") return;
  const last = parts[parts.length - 1];
  if (last?.kind === kind) last.text += text;
  else parts.push({ kind, text });
}

function at(table: Uint16Array, place: number): number {
  return table[place] ?? 0;
}
