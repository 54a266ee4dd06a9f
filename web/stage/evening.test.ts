// What an evening does to a gallery, without a page: whose the show is, and when something was taken by voice.
import { expect, test } from "vitest";
import { momentOf } from "./evening";
import { SILENT_MS, standing } from "./helm";

const NOW = 1_790_253_818_000;
const shown = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(11, 19);

test("a time of day is the latest moment at which the studio's clock showed it", () => {
  expect(shown(NOW)).toBe("20:43:38");
  expect(momentOf("20:43:38", NOW, shown)).toBe(NOW);
  expect(momentOf("20:41:08", NOW + 500, shown)).toBe(NOW - 150_000);
  expect(momentOf("20:41", NOW, shown)).toBe(NOW - 158_000);
  expect(momentOf("23:59:59", NOW, shown)).toBe(NOW - (20 * 3600 + 43 * 60 + 39) * 1000);
  expect([momentOf("", NOW, shown), momentOf("x:y", NOW, shown)]).toEqual([null, null]);
});

test("a show is this page's, free, another page's, or that of a page that fell silent", () => {
  const helm = (page: string | null, seen_at: number | null) => ({ page, seen_at });
  expect(standing(null, "a", NOW)).toBe("free");
  expect(standing(helm(null, null), "a", NOW)).toBe("free");
  expect(standing(helm("a", NOW - 60_000), "a", NOW)).toBe("mine");
  expect(standing(helm("b", NOW - SILENT_MS + 1), "a", NOW)).toBe("other");
  expect(standing(helm("b", NOW - SILENT_MS), "a", NOW)).toBe("silent");
});
