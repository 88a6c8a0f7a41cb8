import { type ReactNode, useEffect } from "react";
import classes from "./page.module.css";

interface PageProps {
  title: string;
  /** The name of the browser's tab, where it says more than the title. */
  tab?: string;
  above?: ReactNode;
  subtitle?: ReactNode;
  actions?: ReactNode;
  width?: "narrow" | "normal" | "wide";
  children: ReactNode;
}

/** A screen: its heading, what can be done on it, and the content. */
export function Page({
  title,
  tab,
  above,
  subtitle,
  actions,
  width = "normal",
  children,
}: PageProps) {
  useTab(tab ?? title);
  return (
    <div className={classes.page} data-width={width}>
      {above && <div className={classes.above}>{above}</div>}
      <header className={classes.head}>
        <div className={classes.titles}>
          <h1>{title}</h1>
          {subtitle && <div className={classes.subtitle}>{subtitle}</div>}
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

export function useTab(name: string): void {
  useEffect(() => {
    document.title = name === "Shortlist" ? name : `${name} · Shortlist`;
  }, [name]);
}
