// The office finds out that its crew is too small, and what each further person makes possible; three are enough.
import { hires, opensCall, plans, plays, SLUG } from "../office.mjs";

const OF_CLERK = [["审核组长"], ["督办"]];

/** One after the other is hired, until nobody need sign alone. Returns everybody's sign-in link. */
export async function becomesThree(clerk) {
  await plans(clerk);
  const links = {};
  links.赵导 = await hires(clerk, "赵导", [["导播"], ["代录员"]]);
  await lacks(clerk, "1人", "承诺核定", "没有人能签第一个", "crew-of-one");
  links.林岚 = await hires(clerk, "林岚", [["审核员"], ["场记"]]);
  await lacks(clerk, "2人", "点名的公开文", "请再派人", "crew-of-two");

  await clerk.goes("/office");
  await clerk.pressesOn("孟文");
  await plays(clerk, OF_CLERK);
  await clerk.pressesOn("做一个登录链接");
  await clerk.sees("只显示这一次");
  links.孟文 = await clerk.reads(".link-once");
  await clerk.goes(`/office/inquiries/${SLUG}`);
  await clerk.sees("3人", "#h-crew");
  await clerk.sees("都有两个人可签");
  await clerk.photographs("crew-of-three");
  links.韩纪 = await hires(clerk, "韩纪", [["审计"]]);
  await opensCall(clerk);
  return links;
}

async function lacks(clerk, crew, pair, says, picture) {
  await clerk.goes(`/office/inquiries/${SLUG}`);
  await clerk.sees(crew, "#h-crew");
  await clerk.sees("人手不够两人签");
  await clerk.sees(says, `li:has-text("${pair}")`);
  await clerk.photographs(picture);
}
