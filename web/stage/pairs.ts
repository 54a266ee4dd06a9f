// 待签 on a telephone: the list follows the show, and going alone needs a button that is held.

import { holdButtons } from "../kit/hold";
import { dataOf } from "../kit/words";
import { follow } from "./renew";

const page = dataOf<{ slug: string; resume: string }>(document, "page");

holdButtons(document);
if (page) follow(page, holdButtons);
