// Weeks before: the clerk makes programme, departments, inquiry and people on the office's pages, and opens the call.

export const SLUG = "wuye";
export const THEME = "加强物业管理";
export const HOUSING = "望河县住建局";
export const URBAN = "望河县城管局";

const DEPARTMENTS = [
  ["zhujian", HOUSING, "机关"],
  ["chengguan", URBAN, "机关"],
  ["anju", "望河安居物业公司", "企业"],
];

/** Who works tonight, as what and where. Whoever writes air texts is also a director. */
const STAFF = {
  林岚: [["审核员"], ["导播"]],
  陈默: [["审核员"]],
  赵导: [["导播"]],
  苏禾: [["主持人"]],
  顾平: [["场记"]],
  何督: [["督办"]],
  罗工: [["责任单位经办人", HOUSING]],
  秦明: [["核查人", URBAN]],
};

/** Makes all that an evening needs. Returns the sign-in link of everybody. */
export async function prepares(clerk) {
  await plans(clerk);
  const links = {};
  for (const [name, parts] of Object.entries(STAFF)) links[name] = await hires(clerk, name, parts);
  await opensCall(clerk);
  await clerk.goes("/office");
  await clerk.sees("罗工");
  await clerk.photographs("office");
  return links;
}

/** The programme, its departments, and the inquiry with whoever must come. */
export async function plans(clerk) {
  await clerk.goes("/office");
  await clerk.sees("办公室", "h1");
  await makesProgramme(clerk);
  for (const one of DEPARTMENTS) await makesDepartment(clerk, ...one);
  await makesInquiry(clerk);
  await summons(clerk);
}

async function makesProgramme(clerk) {
  await clerk.pressesOn("新建栏目");
  await clerk.fills("#slug", "mshy");
  await clerk.fills("#name", "民声回应");
  await clerk.fills("#organiser", "望河县人大常委会");
  await clerk.fills("#notice_days", "0");
  await clerk.photographs("office-programme");
  await clerk.pressesOn("保存");
  await clerk.sees("民声回应");
}

async function makesDepartment(clerk, slug, name, kind) {
  await clerk.pressesOn("新建单位");
  await clerk.fills("#slug", slug);
  await clerk.fills("#name", name);
  await clerk.chooses("#kind", kind);
  if (slug === "zhujian") await clerk.photographs("office-department");
  await clerk.pressesOn("保存");
  await clerk.sees(name);
}

async function makesInquiry(clerk) {
  await clerk.pressesOn("新建场次");
  await clerk.fills("#slug", SLUG);
  await clerk.fills("#theme", THEME);
  await clerk.fills("#starts_at", inShanghai(15));
  await clerk.fills("#call_closes_at", inShanghai(14));
  await clerk.fills("#minutes", "75");
  await clerk.photographs("office-inquiry-new");

  await clerk.fills("#delay_s", "1");
  await clerk.cast.excusing(/status of 422/, async () => {
    await clerk.pressesOn("保存");
    await clerk.sees("至少2", ".errors");
  });

  await clerk.fills("#delay_s", "2");
  await clerk.pressesOn("保存");
  await clerk.sees(THEME, "h1");
  await clerk.sees("筹备");
}

async function summons(clerk) {
  await clerk.pressesOn("定到场单位和被问政人");
  await clerk.writes(`${HOUSING}：第几位到场`, "1");
  await clerk.writes(`${URBAN}：第几位到场`, "2");
  await clerk.chooses("#department-0", HOUSING);
  await clerk.fills("#post-0", "局长");
  await clerk.fills("#name-0", "郝建");
  await clerk.photographs("office-summons");
  await clerk.pressesOn("保存");
  await clerk.sees("局长 郝建");
}

export async function hires(clerk, name, parts) {
  await clerk.goes("/office/people/new");
  await clerk.fills("#name", name);
  await clerk.pressesOn("保存");
  await clerk.sees(name, "h1");
  await plays(clerk, parts);
  await clerk.pressesOn("做一个登录链接");
  await clerk.sees("只显示这一次");
  if (name === "罗工") await clerk.photographs("office-person");
  return clerk.reads(".link-once");
}

/** Gives the person whose page is open these parts. */
export async function plays(clerk, parts) {
  for (const [role, place] of parts) {
    await clerk.chooses("#role", role);
    if (place) await clerk.chooses("#department", place);
    await clerk.pressesOn("给这个身份");
    await clerk.sees(role, "ol");
  }
}

export async function opensCall(clerk) {
  await clerk.goes(`/office/inquiries/${SLUG}`);
  await clerk.photographs("office-inquiry");
  await clerk.pressesOn("开始征集");
  await clerk.sees("征集中");
  await clerk.sees("公开规则");
}

/** So many minutes from now, as a field of date and time holds it in the programme's zone. */
function inShanghai(minutes) {
  const at = new Date(Date.now() + minutes * 60_000);
  const parts = new Intl.DateTimeFormat("sv-SE", {
    timeZone: "Asia/Shanghai",
    dateStyle: "short",
    timeStyle: "short",
  });
  return parts.format(at).replace(" ", "T");
}
