// A photograph for evidence: a lift drawn by the browser, so that no picture of a real place lies in the project.

const LIFT = (sign, light) => `<body style="margin:0;background:#b9b4aa">
  <svg xmlns="http://www.w3.org/2000/svg" width="1200" height="900" viewBox="0 0 1200 900">
    <rect width="1200" height="900" fill="#cfcabf"/><rect y="780" width="1200" height="120" fill="#8d877b"/>
    <rect x="380" y="160" width="440" height="620" fill="#6f747a"/>
    <rect x="400" y="180" width="196" height="600" fill="#a9afb6"/><rect x="604" y="180" width="196" height="600" fill="#9da3aa"/>
    <rect x="540" y="90" width="120" height="50" fill="#22262b"/><circle cx="600" cy="115" r="14" fill="${light}"/>
    <rect x="870" y="420" width="50" height="90" fill="#d9d4c8"/>
    <rect x="430" y="300" width="340" height="120" fill="#f4f1ea"/>
    <text x="600" y="378" font-size="52" text-anchor="middle" font-family="Noto Sans CJK SC" fill="#33302a">${sign}</text>
  </svg></body>`;

/** A JPEG as a phone would send it. */
export async function photo(cast, sign, light) {
  const page = await cast.browser.newPage({ viewport: { width: 1200, height: 900 } });
  await page.setContent(LIFT(sign, light));
  const buffer = await page.screenshot({ type: "jpeg", quality: 80 });
  await page.close();
  return { name: `${sign}.jpg`, mimeType: "image/jpeg", buffer };
}
