// How askers confirm who they are: an inquiry for each way, and every page on that way in each language.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const DAY_MS = 86_400_000;

/** The knobs of a house that knows an SMS gateway, WeChat and the county's app; nothing is asked of them here. */
export function knobs(place) {
  const key = join(place, "key-of-another-house");
  writeFileSync(key, "0123456789abcdef0123456789abcdef");
  const nowhere = "http://127.0.0.1:9";
  return [
    ...["--sms-url", nowhere, "--sms-key-file", key],
    ...["--wechat-app-id", "wx0123456789abcdef", "--wechat-secret-file", key, "--wechat-api-url", nowhere],
    ...["--county-app-key-file", key, "--county-app-url", "https://app.example/"],
  ];
}

/** Opens an inquiry for each way, and looks at what a device is told that has confirmed nothing. */
export async function confirms(walk, clerk, contexts) {
  for (const way of ["phone", "wechat", "app", "call_back"]) {
    const slug = `by-${way.replace("_", "-")}`;
    await opens(walk, clerk, slug, way);
    await walk.look(contexts, `/i/${slug}/ask`);
    if (way === "wechat" || way === "app") {
      const came = { wechat: "?code=081&state=none", app: "?ticket=a.b.c" }[way];
      await walk.along(contexts, [`/i/${slug}/identity`, `/i/${slug}/identity/${way}${came}`]);
    }
  }
}

async function opens(walk, clerk, slug, identity) {
  const post = (path, data) => clerk.request.post(`${walk.base}/api/v1/inquiries${path}`, { data });
  const [starts_at, call_closes_at] = [Date.now() + 9 * DAY_MS, Date.now() + 7 * DAY_MS];
  const plan = { slug, programme: "minhuwoying", theme: "老旧小区的电梯", starts_at, call_closes_at };
  const made = await post("", { ...plan, minutes: 75, summoned: ["zhujian"], identity });
  const opened = await post(`/${slug}/open`, { version: (await made.json()).version });
  if (!opened.ok()) walk.fault(`an inquiry by ${identity}`, `is not opened: ${await opened.text()}`);
}
