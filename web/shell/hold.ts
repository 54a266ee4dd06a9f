// Pages of forms on which a button must be held.

import { holdButtons } from "../kit/hold";

holdButtons(document);
