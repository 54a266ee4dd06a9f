// What the gallery does with script.
import "./rundown";
