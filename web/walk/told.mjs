// How an evening is walked: in a house of its own, chapter by chapter; in the end the record holds and no browser complained.
import { mkdirSync } from "node:fs";
import { House } from "./house.mjs";
import { Cast } from "./people.mjs";

/** Walks an evening. `walk` gets house, cast and `chapter(name, deed)`, which says when each was done. */
export async function walks(name, folder, walk) {
  const began = Date.now();
  const seconds = () => ((Date.now() - began) / 1000).toFixed(0);
  const chapter = async (title, deed) => {
    const done = await deed();
    console.log(`${folder && `${folder}, `}${seconds()} s: ${title}`);
    return done;
  };
  const house = await House.fresh();
  const cast = await Cast.of(house, folder);
  mkdirSync(cast.out, { recursive: true });
  try {
    await walk({ house, cast, chapter });
    // Whoever still looked would see the service go.
    await cast.leaves();
    await house.closes();
    const { wrong, ...read } = JSON.parse(house.says("verify"));
    if (wrong.length > 0) throw new Error(`the record does not hold: ${wrong.join("\n")}`);
    console.log(`${folder && `${folder}, `}${seconds()} s: the record holds: ${JSON.stringify(read)}`);

    if (cast.complaints.length > 0) throw new Error(`browsers complained:\n${cast.complaints.join("\n")}`);
    console.log(`${name} was walked in ${seconds()} s; ${cast.shots} pictures are in ${cast.out}`);
  } catch (error) {
    console.error(cast.complaints.join("\n"));
    console.error(house.log.slice(-20).join(""));
    throw error;
  } finally {
    await cast.leaves();
    await house.isGone();
  }
}
