import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { DeskLine } from "../wire/DeskLine";
import type { DeskPage } from "../wire/DeskPage";
import type { DeskQuestion } from "../wire/DeskQuestion";
import { DeskDesk } from "./desk";

const line = (id: string): DeskLine => ({
  id,
  version: 1,
  state: "submitted",
  urgent: false,
  for_lead: false,
  left: null,
  signed: false,
  uncalled: false,
  provenance: "web",
  number: id.charCodeAt(0),
  submitted_at: id.charCodeAt(0),
  excerpt: `问题${id}`,
  original: `原文${id}电话13800138000`,
  place: null,
  flags: [],
  seconds: 0,
  alike: 0,
  same: null,
  hold: null,
});
const question = (id: string): DeskQuestion => ({
  line: line(id),
  receipt: "202609240001",
  title: null,
  completion: null,
  appeal: null,
  public_text: `公开${id}`,
  changes: [],
  department: null,
  name: null,
  has_contact: true,
  visibility: "shielded",
  alike: [{ id: "z", percent: 91, text: "很像", state: "approved", seconds: 3 }],
  same: null,
  signed: null,
  tongue: null,
  translation: null,
  photos: [],
  log: [],
});
const list = (...ids: string[]) => ({
  items: ids.map(line),
  next: null,
  counts: { waiting: ids.length },
  alarms: { waiting: 0, taken: 0, oldest: null },
  backlog: { waiting: 0, oldest: null, late: 0, minutes: 5 },
  contests: 0,
  gate: "open",
  head: 1,
});
const page: DeskPage = {
  queues: ["waiting"],
  slug: "wuye",
  theme: "物业",
  phase: "live",
  me: { id: "p1", name: "白露" },
  leads: false,
  queue: "waiting",
  sort: "oldest",
  desk: list("a", "b", "c"),
  open: question("a"),
  departments: [{ id: "d1", name: "住建局" }],
  reasons: [
    { code: "duplicate", hidden: false },
    { code: "off_topic", hidden: false },
  ],
  resume: null,
};

let calls: { method: string; path: string; body: Record<string, unknown> | null }[];
let answers: Record<string, () => Response | Promise<Response>>;
let desk: DeskDesk;

const json = (body: object, status = 200) => new Response(JSON.stringify(body), { status });

beforeEach(async () => {
  calls = [];
  answers = {};
  sessionStorage.clear();
  vi.stubGlobal(
    "WebSocket",
    class {
      close() {}
    },
  );
  vi.stubGlobal("fetch", async (url: string, init: RequestInit = {}) => {
    const method = init.method ?? "GET";
    const path = url.replace("/api/v1", "");
    calls.push({ method, path, body: init.body ? JSON.parse(String(init.body)) : null });
    const answer = answers[`${method} ${path.split("?")[0]}`];
    if (answer) return answer();
    if (path.endsWith("/desk") && path.startsWith("/questions")) return json(question(path.split("/")[2] as string));
    if (path.endsWith("/hold")) return json({ hold: { by: page.me, until: Date.now() + 20_000 } });
    if (path.endsWith("/decision") || path.endsWith("/merge"))
      return json({ id: "x", state: "approved", version: 2, decision: "d9" });
    return json(list("b", "c"));
  });
  document.body.innerHTML = `<script type="application/json" id="words">{"collision":"{who}刚把它{act}","did-merge":"并案"}</script>
    <script type="application/json" id="page">${JSON.stringify(page)}</script><desk-desk></desk-desk>`;
  desk = document.querySelector("desk-desk") as DeskDesk;
  await settled();
});
afterEach(() => {
  desk.remove();
  vi.unstubAllGlobals();
});

async function settled(): Promise<void> {
  for (let n = 0; n < 8; n++) {
    await desk.updateComplete;
    await Promise.resolve();
    await new Promise((done) => setTimeout(done, 0));
  }
}
async function press(key: string, rest: KeyboardEventInit = {}): Promise<void> {
  (document.activeElement ?? document.body).dispatchEvent(
    new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...rest }),
  );
  await settled();
}
const rows = () => [...desk.querySelectorAll(".item")].map((row) => row.id);
const posted = (method = "POST") => calls.filter((call) => call.method === method);

test("one key publishes what stands in the public text, and the focus is on the next row", async () => {
  await press("a");

  expect(posted()).toEqual([
    { method: "POST", path: "/questions/a/decision", body: { action: "approve", version: 1, public_text: "公开a" } },
  ]);
  expect(rows()).toEqual(["row-b", "row-c"]);
  expect(document.activeElement?.id).toBe("row-b");
});

test("S chooses a question for the show with what stands in the public text", async () => {
  await press("s");

  expect(posted()[0]?.body).toEqual({ action: "shortlist", version: 1, public_text: "公开a" });
});

test("R and a digit refuse with a reason", async () => {
  await press("r");
  expect(desk.querySelectorAll(".panel li")).toHaveLength(2);
  await press("2");

  expect(posted()[0]?.body).toEqual({ action: "reject", version: 1, reason: "off_topic" });
});

test("M and a digit merge into what is most like it", async () => {
  await press("m");
  await press("1");

  expect(posted()[0]).toEqual({ method: "POST", path: "/questions/a/merge", body: { into: "z", version: 1 } });
});

test("at an appeal the keys overturn or uphold, with a sentence why", async () => {
  const asked = question("b");
  answers["GET /questions/b/desk"] = () => json({ ...asked, line: { ...asked.line, state: "appealed" } });
  answers["POST /questions/b/appeal-decision"] = () =>
    json({ id: "b", state: "submitted", version: 2, decision: "d1" });
  await press("j");
  await vi.waitFor(() => expect(desk.querySelector(".detail__head")?.textContent).toContain("state-appealed"));
  await settled();

  await press("r");
  const words = desk.querySelector(".panel textarea") as HTMLTextAreaElement;
  words.value = "理由不变";
  words.form?.requestSubmit();
  await settled();

  const sent = posted().find(({ path }) => path.endsWith("/appeal-decision"));
  expect(sent?.body).toEqual({ action: "uphold", version: 1, note: "理由不变" });
});

test("Ctrl+Z takes the last decision back, and the row stands where it stood", async () => {
  await press("a");
  await press("z", { ctrlKey: true });

  expect(posted()[1]).toEqual({ method: "POST", path: "/decisions/d9/undo", body: { version: 2 } });
  expect(rows()).toEqual(["row-a", "row-b", "row-c"]);
});

test("the loser of a collision keeps every word, and may leave them as a note", async () => {
  answers["POST /questions/a/decision"] = () =>
    json(
      {
        code: "stale_version",
        detail: "刚改过",
        current: { state: "merged", decided: { by: "林岚", action: "merge" } },
      },
      409,
    );
  await press("e");
  const field = desk.querySelector<HTMLTextAreaElement>(".layers textarea") as HTMLTextAreaElement;
  field.value = "我改的";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await press("Enter", { ctrlKey: true });
  await press("a");

  expect(desk.querySelector(".strip")?.textContent).toContain("林岚刚把它并案");
  expect(rows()).toEqual(["row-a", "row-b", "row-c"]);

  await press("b");
  expect(desk.querySelector(".kept")?.textContent).toContain("我改的");
});

test("a decision that could not be sent puts everything back", async () => {
  answers["POST /questions/a/decision"] = () => {
    throw new TypeError("offline");
  };
  await press("p");

  expect(rows()).toEqual(["row-a", "row-b", "row-c"]);
  expect(desk.querySelector(".strip")?.textContent).toContain("retry");
});

test("keys never fire in a field", async () => {
  await press("/");
  expect((document.activeElement as HTMLInputElement).type).toBe("search");
  await press("a");

  expect(posted()).toEqual([]);
});

test("space takes the next that nobody holds, and moving on lets it go", async () => {
  await press(" ");
  await press("j");

  expect(calls.filter((call) => call.path.endsWith("/hold")).map(({ method, path }) => `${method} ${path}`)).toEqual([
    "POST /questions/a/hold",
    "DELETE /questions/a/hold",
  ]);
});

test("of two who press space at once the loser has the next one", async () => {
  const by = { id: "p2", name: "谷雨" };
  answers["POST /questions/a/hold"] = () => json({ code: "held", by, until: Date.now() + 20_000 }, 409);
  await press(" ");

  expect(
    posted()
      .map(({ path }) => path)
      .filter((path) => path.endsWith("/hold")),
  ).toEqual(["/questions/a/hold", "/questions/b/hold"]);
  expect(document.activeElement?.id).toBe("row-b");
});

/** Lets a call wait until it is told to answer. */
const hold = (call: string, answer: () => Response) => {
  let release = (): void => undefined;
  answers[call] = () =>
    new Promise((done) => {
      release = () => done(answer());
    });
  return () => release();
};

test("what is looked for is found in the whole queue, and the list comes back as it stood", async () => {
  const field = desk.querySelector<HTMLInputElement>("input[type=search]") as HTMLInputElement;
  const type = async (words: string) => {
    field.value = words;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    await settled();
  };
  const answer = hold("GET /inquiries/wuye/desk", () => json(list("y")));
  await type("原文b");
  expect(rows()).toEqual(["row-b"]);

  answer();
  await vi.waitFor(() => expect(rows()).toEqual(["row-y"]));
  expect(calls.some(({ path }) => path.includes(`find=${encodeURIComponent("原文b")}`))).toBe(true);

  await type("");
  expect(rows()).toEqual(["row-a", "row-b", "row-c"]);
});

test("what is typed while the server looks is asked for once it has answered, and only the last of it", async () => {
  const field = desk.querySelector<HTMLInputElement>("input[type=search]") as HTMLInputElement;
  const asked = () => calls.filter(({ path }) => path.includes("find=")).map(({ path }) => path.replace(/.*find=/, ""));
  const answer = hold("GET /inquiries/wuye/desk", () => json(list("y")));
  for (const words of ["1", "12", "123"]) {
    field.value = words;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    await settled();
  }
  expect(asked()).toEqual(["1"]);

  answer();

  await vi.waitFor(() => expect(asked()).toEqual(["1", "123"]));
});

test("several rows selected together are one act", async () => {
  await press("J", { shiftKey: true });
  await press("l");

  expect(posted()[0]?.path).toBe("/inquiries/wuye/bulk");
  expect(posted()[0]?.body).toMatchObject({
    action: "later",
    items: [
      { id: "a", version: 1 },
      { id: "b", version: 1 },
    ],
  });
});

test("G covers every number of a known shape in the public text", async () => {
  sessionStorage.setItem("wenzheng.desk.text.a", "电话13800138000");
  await press("g");

  expect(desk.querySelector<HTMLTextAreaElement>(".layers textarea")?.value).toBe("电话××");
});

test("the element is what the page names", () => {
  expect(desk).toBeInstanceOf(DeskDesk);
});

test("N takes what the server says is next, wherever it stands, and passes over it the next time", async () => {
  const given = ["y", "b"];
  answers["POST /inquiries/wuye/next"] = () => {
    const id = given.shift() as string;
    return json({ line: { ...line(id), hold: { by: page.me, until: Date.now() + 20_000 } }, round: false });
  };
  await press("n");
  expect(document.activeElement?.id).toBe("row-y");
  await press("n");

  expect(
    posted()
      .filter(({ path }) => path.endsWith("/next"))
      .map(({ body }) => body),
  ).toEqual([{ passed: [] }, { passed: ["y"] }]);
  expect(calls.some(({ method, path }) => method === "DELETE" && path === "/questions/y/hold")).toBe(true);
  expect(document.activeElement?.id).toBe("row-b");
});

test("Y puts everything of the same words under one question, and one key takes it back", async () => {
  const same = {
    into: "a",
    into_state: null,
    n: 3,
    devices: 2,
    rows: [
      { id: "b", version: 1, text: "原文" },
      { id: "q", version: 4, text: "原文" },
    ],
  };
  answers["GET /questions/b/desk"] = () => json({ ...question("b"), same });
  await press("j");
  await vi.waitFor(() => expect(desk.querySelector(".same li")).not.toBeNull());
  answers["POST /inquiries/wuye/bulk"] = () => json({ decision: "d7", version: 2 });
  await press("y");
  await press("z", { ctrlKey: true });

  const [merged, undone] = posted().filter(({ path }) => !path.endsWith("/presence") && !path.endsWith("/hold"));
  expect(merged?.body).toEqual({
    action: "merge",
    into: "a",
    items: [
      { id: "b", version: 1 },
      { id: "q", version: 4 },
    ],
  });
  expect(undone?.path).toBe("/decisions/d7/undo");
});

test("X asks what the lead should decide, and the sentence goes with it", async () => {
  await press("x");
  const words = desk.querySelector(".panel textarea") as HTMLTextAreaElement;
  expect(posted()).toEqual([]);
  words.value = "点了名，能不能上？";
  words.form?.requestSubmit();
  await settled();

  expect(posted()[0]?.body).toEqual({ action: "ask_lead", version: 1, note: "点了名，能不能上？" });
  expect(rows()).toEqual(["row-b", "row-c"]);
});
