// Lays a .br and a .gz beside every built file that gains by it, so that the server never compresses twice.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const DIST = new URL("dist/", import.meta.url).pathname;
const WORTH_IT = /\.(js|css|svg|json)$/;

for (const name of readdirSync(DIST)) {
  if (!WORTH_IT.test(name) || name === "manifest.json") continue;
  const path = join(DIST, name);
  const plain = readFileSync(path);
  const brotli = brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  const gzip = gzipSync(plain, { level: 9 });
  writeFileSync(`${path}.br`, brotli);
  writeFileSync(`${path}.gz`, gzip);
  console.log(`${name}: ${plain.length} bytes, ${gzip.length} gzip, ${brotli.length} brotli`);
}
