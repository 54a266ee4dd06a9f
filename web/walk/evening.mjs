// One evening, end to end: ten people in ten browsers, from the first question to a promise that was kept.
//   node walk/evening.mjs        WALK_OUT names where the pictures go, WALK_BINARY the binary.
import { mkdirSync } from "node:fs";
import { areInOnce, asksInTunnel, asksWithoutScript } from "./call.mjs";
import { House } from "./house.mjs";
import { prepares } from "./office.mjs";
import { Cast, PHONE } from "./people.mjs";

const began = Date.now();
const house = await House.fresh();
const cast = await Cast.of(house);
mkdirSync(cast.out, { recursive: true });
try {
  const invitation = house.says("invite", "--role", "admin", "--name", "孟文").split("\n").pop();
  await house.opens();
  const clerk = await cast.meets("孟文");
  await chapter("sign-in", () => clerk.signsIn(invitation));
  const links = await chapter("office", () => prepares(clerk));

  const zheng = await cast.meets("郑女士", { ...PHONE, javaScriptEnabled: false });
  const wu = await cast.meets("小吴", PHONE);
  const lift = await chapter("asked without script", () => asksWithoutScript(zheng));
  const fees = await chapter("asked in a tunnel", () => asksInTunnel(wu));
  await chapter("once each", () => areInOnce(wu));
  console.log(lift, fees);

  if (cast.complaints.length > 0) throw new Error(`browsers complained:\n${cast.complaints.join("\n")}`);
  console.log(`the evening was walked in ${seconds()} s; ${cast.shots} pictures are in ${cast.out}`);
} catch (error) {
  console.error(cast.complaints.join("\n"));
  console.error(house.log.slice(-20).join(""));
  throw error;
} finally {
  await cast.leaves();
  await house.isGone();
}

async function chapter(name, walk) {
  const done = await walk();
  console.log(`${seconds()} s: ${name}`);
  return done;
}

function seconds() {
  return ((Date.now() - began) / 1000).toFixed(0);
}
