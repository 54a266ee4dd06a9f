import { beforeEach, describe, expect, test } from "vitest";
import { type Hearer, Socket, type Surroundings } from "./socket";
import { backoff, within } from "./wait";
import { afterClose } from "./wire";

class FakeSocket {
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  onerror: (() => void) | null = null;
  isClosed = false;
  constructor(readonly url: string) {}
  close() {
    this.isClosed = true;
  }
  says(...envelopes: object[]) {
    this.onmessage?.({ data: JSON.stringify(envelopes) });
  }
  ends(code: number) {
    this.onclose?.({ code });
  }
}

let sockets: FakeSocket[];
let timers: { ms: number; then: () => void; off: boolean }[];
let heard: unknown[][];
let world: Surroundings;
let hearer: Hearer;

beforeEach(() => {
  sockets = [];
  timers = [];
  heard = [];
  world = {
    connect: (url) => {
      const ws = new FakeSocket(url);
      sockets.push(ws);
      return ws as unknown as WebSocket;
    },
    random: () => 0.5,
    after: (ms, then) => {
      const timer = { ms, then, off: false };
      timers.push(timer);
      return () => {
        timer.off = true;
      };
    },
  };
  hearer = {
    lines: (stream, lines, missed) => heard.push(["lines", stream, lines, missed]),
    snapshot: (stream, state) => heard.push(["snapshot", stream, state]),
    tally: (tally) => heard.push(["tally", tally.q]),
    line: (state, code) => heard.push(["line", state, code]),
  };
});

const last = () => sockets[sockets.length - 1] as FakeSocket;
const due = () => timers.filter((timer) => !timer.off);
const fire = () => {
  const timer = due().at(-1);
  if (!timer) throw new Error("nothing is due");
  timer.off = true;
  timer.then();
  return timer.ms;
};
const hi = (s: object) => ({ k: "hi", sid: "s", n: "a", hb: 20, now: Date.now(), role: "visitor", s });

function opened(resume?: string[]): Socket {
  const socket = new Socket(
    { inquiry: "wuye", streams: ["public", "tally"], ...(resume ? { resume } : {}) },
    hearer,
    world,
  );
  socket.open();
  return socket;
}

describe("a socket", () => {
  test("asks for its streams and names the position that the page was made at", () => {
    opened(["public.k3f9.1042"]);

    const url = new URL(last().url);
    expect(url.pathname).toBe("/ws/v1");
    expect(url.searchParams.get("streams")).toBe("public,tally");
    expect(url.searchParams.get("resume")).toBe("public.k3f9.1042");
  });

  test("hands on each line once, whatever is sent twice", () => {
    opened(["public.e.7"]);
    last().says(hi({ public: { e: "e", o: 7, r: "ok" } }), { k: "ev", s: "public", e: "e", o: 8, d: ["a", "b"] });
    last().says({ k: "ev", s: "public", e: "e", o: 9, d: ["b", "c"] });

    expect(heard.filter(([what]) => what === "lines")).toEqual([
      ["lines", "public", ["a", "b"], true],
      ["lines", "public", ["c"], true],
    ]);
  });

  test("tells what was missed from what is new", () => {
    opened(["public.e.7"]);
    last().says(hi({ public: { e: "e", o: 7, r: "ok" } }), { k: "ev", s: "public", e: "e", o: 8, d: ["missed"] });
    due()
      .find((timer) => timer.ms === 1000)
      ?.then();
    last().says({ k: "ev", s: "public", e: "e", o: 9, d: ["new"] });

    expect(heard.filter(([what]) => what === "lines").map(([, , lines, missed]) => [lines, missed])).toEqual([
      [["missed"], true],
      [["new"], false],
    ]);
  });

  test("comes back with its position when a line is missing", () => {
    opened(["public.e.7"]);
    last().says(hi({ public: { e: "e", o: 7, r: "ok" } }), { k: "ev", s: "public", e: "e", o: 8, d: ["a"] });
    const first = last();
    first.says({ k: "ev", s: "public", e: "e", o: 10, d: ["c"] });

    expect(first.isClosed).toBe(true);
    fire();
    expect(new URL(last().url).searchParams.get("resume")).toBe("public.e.8");
    expect(heard.flat()).not.toContain("c");
  });

  test("comes back when the epoch changes under it", () => {
    opened(["public.e.7"]);
    last().says(hi({ public: { e: "e", o: 7, r: "ok" } }));
    const first = last();
    first.says({ k: "ev", s: "public", e: "f", o: 8, d: ["x"] });

    expect(first.isClosed).toBe(true);
  });

  test("puts a snapshot together from its parts and goes on behind it", () => {
    opened();
    last().says(hi({ public: { e: "e", o: 5, r: "snap" } }));
    last().says({ k: "sn", s: "public", e: "e", o: 5, part: 1, of: 2, d: '{"phase":' });
    last().says({ k: "sn", s: "public", e: "e", o: 5, part: 2, of: 2, d: '"live"}' });
    last().says({ k: "ev", s: "public", e: "e", o: 6, d: ["next"] });

    expect(heard).toContainEqual(["snapshot", "public", { phase: "live" }]);
    expect(heard).toContainEqual(["lines", "public", ["next"], false]);
  });

  test("begins a snapshot anew at its first part", () => {
    opened();
    last().says(hi({ public: { e: "e", o: 5, r: "snap" } }));
    last().says({ k: "sn", s: "public", e: "e", o: 5, part: 1, of: 2, d: '{"old' });
    last().says({ k: "sn", s: "public", e: "e", o: 6, part: 1, of: 1, d: '{"new":1}' });

    expect(heard).toContainEqual(["snapshot", "public", { new: 1 }]);
  });

  test("believes the latest tally only", () => {
    opened();
    last().says(hi({ tally: { v: 4 } }), { k: "tl", v: 5, q: { q1: 8 }, aud: 3 });
    last().says({ k: "tl", v: 4, q: { q1: 7 }, aud: 3 });

    expect(heard.filter(([what]) => what === "tally")).toEqual([["tally", { q1: 8 }]]);
  });

  test("waits longer after each failure and starts over once greeted", () => {
    opened();
    const waits: number[] = [];
    for (let n = 0; n < 8; n++) {
      last().ends(1006);
      waits.push(fire());
    }
    last().says(hi({}));
    last().ends(1006);

    expect(waits).toEqual([1500, 500, 1000, 2000, 4000, 8000, 15000, 15000]);
    expect(fire()).toBe(1500);
  });

  test("gives a line up that nobody greets on, and says that it is lost", () => {
    opened();
    const first = last();

    expect(fire()).toBe(15_000);

    expect([first.isClosed, heard.at(-1)]).toEqual([true, ["line", "down", 1006]]);
    expect(fire()).toBe(1500);
    expect(last()).not.toBe(first);
  });

  test("comes back at once on a new line when its page knows that the old one was cut", () => {
    const socket = opened(["public.e.7"]);
    last().says(hi({ public: { e: "e", o: 7, r: "ok" } }));
    const first = last();

    socket.renew();

    expect([first.isClosed, heard.at(-1)]).toEqual([true, ["line", "down", undefined]]);
    expect(fire()).toBe(0);
    expect(new URL(last().url).searchParams.get("resume")).toBe("public.e.7");
  });

  test("comes back within the window that a goodbye named", () => {
    opened();
    last().says(hi({}), { k: "by", c: 4001, w: [2000, 42000] });
    last().ends(4001);

    expect(fire()).toBe(22000);
  });

  test("stays away after a final code", () => {
    opened();
    last().ends(4403);

    expect(heard).toContainEqual(["line", "over", 4403]);
    expect(due()).toEqual([]);
  });

  test("takes silence for a question and waits longer when nothing was missed", () => {
    opened(["public.e.7"]);
    last().says(hi({ public: { e: "e", o: 7, r: "ok" } }));

    expect(fire()).toBe(30_000);
    last().says(hi({ public: { e: "e", o: 7, r: "ok" } }));
    expect(fire()).toBe(60_000);
    last().says(hi({ public: { e: "e", o: 7, r: "ok" } }), { k: "ev", s: "public", e: "e", o: 8, d: ["missed"] });
    last().says({ k: "tl", v: 1, q: {}, aud: 1 });
    expect(fire()).toBe(30_000);
  });
});

test("full jitter stays within its bound", () => {
  expect(backoff(0, () => 0.999)).toBeLessThan(3000);
  expect(backoff(20, () => 0.999)).toBeLessThan(30_000);
  expect(within([5, 5], () => 0.7)).toBe(5);
});

test("the code decides what comes next", () => {
  expect([1006, 4001, 4029, 4111, 4400, 4409].map(afterClose)).toEqual([
    "reconnect",
    "reconnect",
    "reconnect",
    "refresh",
    "stop",
    "stop",
  ]);
});
