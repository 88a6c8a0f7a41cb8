import "@fontsource-variable/inter/wght.css";
import "@mantine/core/styles.layer.css";
import "@mantine/notifications/styles.layer.css";
import "./styles.css";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { restoreSession } from "./api/session";
import { adoptTheme, markColorScheme } from "./theme";

adoptTheme();
markColorScheme();
void restoreSession();

const root = document.getElementById("root");
if (root) createRoot(root).render(<App />);
