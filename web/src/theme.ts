import {
  ActionIcon,
  Alert,
  Badge,
  Button,
  Card,
  type CSSVariablesResolver,
  convertCssVariables,
  createTheme,
  DEFAULT_THEME,
  Drawer,
  defaultCssVariablesResolver,
  type MantineColorsTuple,
  Menu,
  Modal,
  mergeMantineTheme,
  Notification,
  Text,
  Tooltip,
} from "@mantine/core";

const iris: MantineColorsTuple = [
  "#f1f2fe",
  "#e2e4fb",
  "#c5c9f5",
  "#a6adef",
  "#8a93ea",
  "#717be4",
  "#545fdc",
  "#464fc0",
  "#3a42a3",
  "#2c3280",
];

const dark: MantineColorsTuple = [
  "#dcdee4",
  "#b9bdc7",
  "#959aa6",
  "#4d515c",
  "#343841",
  "#282b32",
  "#1e2026",
  "#16181c",
  "#111316",
  "#0b0c0e",
];

/** The head of a dialog is no second banner of the page. */
const PLAIN_HEADER = { header: { role: "presentation" } };
const CLOSE = { "aria-label": "Close" };

export const theme = createTheme({
  colors: { iris, dark },
  primaryColor: "iris",
  primaryShade: 6,
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, monospace",
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Text: Text.extend({ defaultProps: { size: "sm" } }),
    Button: Button.extend({ defaultProps: { size: "sm" } }),
    ActionIcon: ActionIcon.extend({
      defaultProps: { variant: "subtle", color: "gray", size: "lg" },
    }),
    Badge: Badge.extend({ defaultProps: { variant: "light", radius: "sm", tt: "none", fw: 550 } }),
    Card: Card.extend({ defaultProps: { withBorder: true, padding: "lg", radius: "lg" } }),
    Alert: Alert.extend({ defaultProps: { variant: "light", radius: "md" } }),
    Menu: Menu.extend({
      defaultProps: {
        shadow: "md",
        position: "bottom-end",
        radius: "md",
        // A placeholder is no menu item, which is all that a menu may hold for a screen reader.
        withInitialFocusPlaceholder: false,
        // Inside the main landmark, where everything else of the page is.
        portalProps: { target: "#main" },
      },
    }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 350, events: { hover: true, focus: true, touch: false } },
    }),
    // Locking the scroll inserts a style element, which the security policy refuses; styles/global.css does it.
    Modal: Modal.extend({
      defaultProps: {
        lockScroll: false,
        radius: "lg",
        centered: true,
        attributes: PLAIN_HEADER,
        closeButtonProps: CLOSE,
      },
    }),
    Drawer: Drawer.extend({
      defaultProps: {
        lockScroll: false,
        position: "right",
        attributes: PLAIN_HEADER,
        closeButtonProps: CLOSE,
      },
    }),
    Notification: Notification.extend({ defaultProps: { closeButtonProps: CLOSE } }),
  },
});

/** Greys of the kit that are too light to read on their ground are darkened to 4.5 : 1 at least. */
const resolver: CSSVariablesResolver = (given) => {
  const variables = defaultCssVariablesResolver(given);
  // The tones of states are those of styles.css, so that an alert and a badge agree.
  const tones = {
    "--mantine-color-green-light": "var(--good-wash)",
    "--mantine-color-green-light-color": "var(--good)",
    "--mantine-color-yellow-light": "var(--fair-wash)",
    "--mantine-color-yellow-light-color": "var(--fair)",
    "--mantine-color-red-light": "var(--bad-wash)",
    "--mantine-color-red-light-color": "var(--bad)",
    "--mantine-color-gray-light": "var(--quiet-wash)",
    "--mantine-color-gray-light-color": "var(--ink-soft)",
  };
  return {
    ...variables,
    light: {
      ...variables.light,
      ...tones,
      "--mantine-color-text": "#1b1d22",
      "--mantine-color-dimmed": "#5d646f",
      "--mantine-color-placeholder": "#6d747f",
      "--mantine-color-error": "#c92a2a",
    },
    dark: {
      ...variables.dark,
      ...tones,
      "--mantine-color-dimmed": "#9ba0ac",
      "--mantine-color-placeholder": "#868b97",
      "--mantine-color-error": "#ff8787",
    },
  };
};

/**
 * Adopts the theme's variables as a constructed sheet: unlike the style elements that the kit would insert,
 * it needs no exception in the content security policy.
 */
export function adoptTheme(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    convertCssVariables(resolver(mergeMantineTheme(DEFAULT_THEME, theme)), ":root"),
  );
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/** Where the kit keeps the choice that is made on the account's screen. */
const CHOSEN = "mantine-color-scheme-value";

/** Before the first paint, so that whoever wants it dark never sees a white flash. */
export function markColorScheme(): void {
  const chosen = localStorage.getItem(CHOSEN) ?? "auto";
  const system = window.matchMedia("(prefers-color-scheme: dark)").matches;
  const dark = chosen === "dark" || (chosen === "auto" && system);
  document.documentElement.dataset.mantineColorScheme = dark ? "dark" : "light";
}
