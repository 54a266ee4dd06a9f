// An evening of three: one moderates and writes down, one directs and types in, one is the office; one laptop, whose line is cut.
//   node walk/three.mjs          WALK_OUT names where the pictures go, WALK_BINARY the binary, WALK_CUT_S how long the line is cut.
import { handsOver } from "./closing.mjs";
import { catches, confirms, QUOTE } from "./live.mjs";
import { SLUG, URBAN } from "./office.mjs";
import { DESKTOP, PHONE } from "./people.mjs";
import { asks, BILL, CLINIC, chooses, isAbout, LAMP, LIFT, NOISE, typesIn, WATER } from "./three/asked.mjs";
import { AIR_BILL, looksThrough, opensScreens, pairs } from "./three/before.mjs";
import { becomesThree } from "./three/crew.mjs";
import { isCutOff } from "./three/cut.mjs";
import { Line } from "./three/line.mjs";
import { isPulled } from "./three/pull.mjs";
import { walks } from "./told.mjs";

/** A crew's laptop. */
const LAPTOP = { viewport: { width: 1280, height: 800 } };
/** The evening of ten has pictures of these. */
const SEEN = [
  "sign-in office office-programme office-department office-inquiry-new office-inquiry office-summons office-person",
  "supervision supervision-captured inquiry-live-promise",
];

await walks("the evening of three", "three", async ({ house, cast, chapter }) => {
  cast.seen = SEEN.join(" ").split(" ");
  const invitation = house.says("invite", "--role", "admin", "--name", "孟文").split("\n").pop();
  await house.opens();
  const line = await Line.to(house);
  const office = await cast.meets("孟文");
  await office.signsIn(invitation);
  const links = await chapter("a crew of one, two, three", () => becomesThree(office));

  const [wu, zhou, hall] = [
    await cast.meets("小吴", PHONE),
    await cast.meets("老周", PHONE),
    await cast.meets("厅里", onLine(line)),
  ];
  const [director, moderator] = [
    await cast.meets("赵导", { ...LAPTOP, baseURL: line.url }),
    await cast.meets("林岚", DESKTOP),
  ];
  const supervisor = await cast.meets("孟文的手机", PHONE);
  const receipt = await chapter("asked", async () => {
    await director.signsIn(line.through(links.赵导));
    await Promise.all([moderator.signsIn(links.林岚), supervisor.signsIn(links.孟文)]);
    const [, of] = await Promise.all([asks(wu, LIFT), asks(zhou, CLINIC, URBAN), asks(hall, WATER), typesIn(director)]);
    return of;
  });
  await chapter("chosen by one", () => chooses(moderator, [LIFT, WATER, CLINIC, BILL]));
  await chapter("signed by pairs", () => pairs(director, supervisor));
  const [prompter, program] = await chapter("screens", () => opensScreens(director));
  await chapter("the list at T-30", () => looksThrough(director));

  await chapter("on air", async () => {
    await director.letsGo();
    await director.keys("Enter");
    await prompter.sees(LIFT, "#text");
    await program.sees(LIFT.slice(0, 8), "#stage p");
    await director.photographs("rundown-three", { isForPhones: false });
    await program.photographs("program", { isForPhones: false });
  });
  await chapter("promised", async () => {
    await catches(moderator);
    await wu.goes(`/i/${SLUG}`);
    await confirms(supervisor, moderator, wu);
    await moderator.goes(`/desk/${SLUG}`);
    await moderator.sees("在线", ".bar");
  });
  const phone = await chapter("a second page of the gallery", async () => {
    const phone = await cast.meets("赵导的手机", PHONE);
    await phone.signsIn(await anotherLink(office, "赵导"));
    await phone.goes(`/stage/${SLUG}/rundown`);
    await phone.sees("播出　第1题", ".mon--live");
    await isAbout(hall, LAMP, URBAN);
    return phone;
  });
  const evening = { director, prompter, program, phone, wu, zhou, hall, moderator, cast };
  await chapter("a line that is cut", () => isCutOff(line, evening));
  const auditor = await cast.meets("韩纪");
  await auditor.signsIn(links.韩纪);
  await chapter("pulled", () => isPulled({ ...evening, receipt, auditor }));

  await chapter("the last question", async () => {
    await director.letsGo();
    await director.keys("Enter");
    await prompter.sees(AIR_BILL, "#text");
    await director.sees("播出　第4题", ".mon--live");
    await director.letsGo();
    await director.keys("1");
    await director.sees("台上没有题", ".mon--live");
  });
  await chapter("handed over", () => handsOver(supervisor, director, [LIFT, CLINIC, NOISE, LAMP]));
  await chapter("the ledger is read", async () => {
    await wu.goes("/ledger");
    await wu.sees("答应了1件事");
    await wu.sees(QUOTE);
    await wu.photographs("ledger-three");
  });
  line.ends();
});

/** A telephone in the hall, which has the laptop's line. */
function onLine(line) {
  return { ...PHONE, baseURL: line.url };
}

/** A second sign-in link for somebody who has another device. */
async function anotherLink(office, name) {
  await office.goes("/office");
  await office.pressesOn(name);
  await office.pressesOn("做一个登录链接");
  return office.reads(".link-once");
}
