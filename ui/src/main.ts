// Starts the page. The theme comes first, so that nothing flashes.
import "./shell/theme.svelte";
import "./styles/tokens.css";
import "./styles/base.css";
import { mount } from "svelte";
import App from "./app.svelte";

const target = document.getElementById("app");
if (target) mount(App, { target });
