// What the desk does with script.
import "./desk";
