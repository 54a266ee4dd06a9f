// One evening, end to end: ten people in ten browsers, from the first question to a promise that was kept.
//   node walk/evening.mjs        WALK_OUT names where the pictures go, WALK_BINARY the binary.
import { looksUpKeys, readsEnglish, readsLate } from "./beside.mjs";
import { areInOnce, asksInTunnel, asksWithoutScript } from "./call.mjs";
import { handsOver } from "./closing.mjs";
import { choose, collide, isShared, writeForAir } from "./curate.mjs";
import { asksLive, catches, confirms, goesTo, opensScreen, readsOn, speak, takesFirst, takesSecond } from "./live.mjs";
import { answers, assigns, closes, isAnswered, isBelieved, keepsPromise, verifies } from "./morning.mjs";
import { prepares, SLUG } from "./office.mjs";
import { PHONE, STUDIO } from "./people.mjs";
import { walks } from "./told.mjs";

await walks("the evening", "", async ({ house, cast, chapter }) => {
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

  const [lin, chen] = [await cast.meets("林岚"), await cast.meets("陈默")];
  await chapter("moderators sign in", () => Promise.all([lin.signsIn(links.林岚), chen.signsIn(links.陈默)]));
  await chapter("collision", () => collide(lin, chen));
  await chapter("chosen", () => choose(lin, chen));
  await chapter("shared", () => isShared(zheng));
  await chapter("air texts", () => writeForAir(lin, chen));

  const director = await cast.meets("赵导", STUDIO);
  const [host, scribe, supervisor] = [await cast.meets("苏禾"), await cast.meets("顾平"), await cast.meets("何督")];
  await chapter("studio signs in", async () => {
    const everybody = [director, host, scribe, supervisor];
    await Promise.all(everybody.map((person) => person.signsIn(links[person.name])));
    await director.goes(`/stage/${SLUG}/rundown`);
    await host.goes(`/stage/${SLUG}/rundown`);
  });
  const [prompter, confidence, playout] = await chapter("screens", async () => {
    await host.photographs("rundown-host", { isForPhones: false });
    const screens = [await cast.meets("提词器"), await cast.meets("返送屏"), await cast.meets("播出机", STUDIO)];
    await screens[0].goes(await opensScreen(director, "提词器", "主播提词器"));
    await screens[1].goes(await opensScreen(director, "返送屏", "台侧返送"));
    await screens[2].goes(await opensScreen(director, "下三分之一", "播出机"));
    return screens;
  });
  await chapter("on the way to the show", () => goesTo(director, "梳理中", "待播", "直播中"));
  await chapter("first question", () => takesFirst(director, prompter, playout, wu));
  await chapter("the director's word", () => speak(director, prompter, confidence));
  await chapter("a killed server", () => readsOn(prompter, wu, director, house));
  await chapter("promise caught", () => catches(scribe));
  await chapter("promise confirmed", () => confirms(supervisor, scribe, wu));
  const lamps = await chapter("asked live", () => asksLive(wu, lin));
  await chapter("second question", () => takesSecond(director, prompter, wu));
  await chapter("handed over", () => handsOver(supervisor, director));

  const [officer, verifier] = [await cast.meets("罗工"), await cast.meets("秦明", PHONE)];
  await chapter("assigned", () => assigns(supervisor));
  await chapter("department signs in", () => Promise.all([officer, verifier].map((it) => it.signsIn(links[it.name]))));
  await chapter("kept, says the department", () => keepsPromise(officer));
  await chapter("answered in writing", () => answers(officer, supervisor));
  await chapter("verified", () => verifies(verifier));
  await chapter("closed", () => closes(supervisor));
  await chapter("answers are read", () => isAnswered(wu, fees, lamps));
  await chapter("the ledger is read", () => isBelieved(zheng, lift));
  await chapter("beside the evening", async () => {
    await readsEnglish(await cast.meets("Visitor", { ...PHONE, locale: "en-GB" }));
    await looksUpKeys(lin, director);
    await readsLate(cast);
  });
});
