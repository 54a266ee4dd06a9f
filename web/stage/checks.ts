// 开播检查单: what only this computer can see: by how much its clock differs, and what a square code in the picture says.

import { dataOf, wordsOf } from "../kit/words";
import { follow } from "./renew";
import { type Frame, readSquare } from "./square";

const page = dataOf<{ slug: string; resume: string }>(document, "page");
const say = wordsOf(document);
/** How often the list is read again: screens report every two seconds. */
const EVERY_MS = 3000;
/** Of so many measurements the quickest is believed. */
const ROUNDS = 5;

if (page) {
  enliven(document);
  follow(page, enliven, EVERY_MS);
}

function enliven(root: ParentNode): void {
  for (const button of root.querySelectorAll<HTMLElement>("[data-look]")) {
    const look = button.dataset.look;
    if (look === "screen" && !("mediaDevices" in navigator && "getDisplayMedia" in navigator.mediaDevices)) continue;
    button.hidden = false;
    const form = button.closest("form") as HTMLFormElement;
    if (look === "clock") button.addEventListener("click", () => void measured(form));
    if (look === "screen") button.addEventListener("click", () => void looked(form, framed()));
    if (look === "file") picked(form, button);
  }
}

/** A picture of the programme that lies on this computer. */
function picked(form: HTMLFormElement, button: HTMLElement): void {
  const file = form.querySelector<HTMLInputElement>("input[type=file]");
  button.addEventListener("click", () => file?.click());
  file?.addEventListener("change", () => {
    const [picture] = file.files ?? [];
    if (picture) void looked(form, pictured(picture));
  });
}

/** By how many milliseconds this computer's clock is ahead of the house's. */
async function skew(slug: string): Promise<number> {
  let best = { lag: Number.POSITIVE_INFINITY, skew: 0 };
  for (let n = 0; n < ROUNDS; n++) {
    const began = Date.now();
    const answer = await fetch(`/api/v1/inquiries/${slug}/checks`, { credentials: "same-origin", cache: "no-store" });
    const { now } = (await answer.json()) as { now: number };
    const lag = Date.now() - began;
    if (lag < best.lag) best = { lag, skew: Math.round(began + lag / 2 - now) };
  }
  return best.skew;
}

async function measured(form: HTMLFormElement): Promise<void> {
  await busy(form, async () => {
    send(form, String(await skew(page?.slug ?? "")));
  });
}

/** Reads the square code from a frame; what it says is sent, and the house says whether it is right. */
async function looked(form: HTMLFormElement, frame: Promise<Frame>): Promise<void> {
  await busy(form, async () => {
    const read = await readSquare(await frame);
    if (read) send(form, read);
    else tell(form, say("square-unread"));
  });
}

async function pictured(file: File): Promise<Frame> {
  const image = new Image();
  image.src = URL.createObjectURL(file);
  try {
    await image.decode();
    return { picture: image, width: image.naturalWidth, height: image.naturalHeight };
  } finally {
    URL.revokeObjectURL(image.src);
  }
}

/** One frame of a screen or window that the director chooses: the picture as it goes out. */
async function framed(): Promise<Frame> {
  const stream = await navigator.mediaDevices.getDisplayMedia({ video: true });
  try {
    const video = document.createElement("video");
    video.srcObject = stream;
    video.muted = true;
    await video.play();
    const canvas = document.createElement("canvas");
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    canvas.getContext("2d")?.drawImage(video, 0, 0);
    return { picture: canvas, width: canvas.width, height: canvas.height };
  } finally {
    for (const track of stream.getTracks()) track.stop();
  }
}

async function busy(form: HTMLFormElement, work: () => Promise<void>): Promise<void> {
  form.dataset.busy = "";
  tell(form, "");
  try {
    await work();
  } catch {
    tell(form, say("not-looked"));
  } finally {
    delete form.dataset.busy;
  }
}

function send(form: HTMLFormElement, detail: string): void {
  (form.elements.namedItem("detail") as HTMLInputElement).value = detail;
  form.submit();
}

function tell(form: HTMLFormElement, words: string): void {
  const place = document.querySelector<HTMLElement>(`[data-says="${form.dataset.point}"]`);
  if (!place) return;
  place.textContent = words;
  place.hidden = words === "";
}
