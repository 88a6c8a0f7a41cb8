import { lazy, Suspense, useEffect, useRef } from "react";
import { NavLink, Outlet, useLocation } from "react-router";
import { useUser } from "../api/session";
import { Brand } from "../parts/Brand";
import { AccountMenu } from "./AccountMenu";
import { areasOf } from "./areas";
import { ConfirmAddress } from "./ConfirmAddress";
import { ConnectionDot } from "./ConnectionDot";
import { SearchButton } from "./SearchButton";
import classes from "./shell.module.css";
import { usePersonalChannel } from "./usePersonalChannel";

const Nothing = () => <></>;
/** Without its code there is no search, but everything else. */
const Search = lazy(() => import("./Search").catch(() => ({ default: Nothing })));

export default function Shell() {
  usePersonalChannel();
  const main = useFocusOnNewPage();
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#main">
        Skip to the content
      </a>
      <header className={classes.top}>
        <NavLink to="/" className={classes.brand} aria-label="Shortlist, home">
          <Brand /> <span>Shortlist</span>
        </NavLink>
        <SearchButton />
        <div className={classes.corner}>
          <ConnectionDot />
          <AccountMenu />
        </div>
      </header>
      <Areas />
      <main id="main" className={classes.main} ref={main} tabIndex={-1}>
        <ConfirmAddress />
        <Outlet />
      </main>
      <Suspense>
        <Search />
      </Suspense>
    </div>
  );
}

function Areas() {
  const areas = areasOf(useUser());
  return (
    <nav className={classes.areas} aria-label="Areas">
      {areas.map(({ path, name, icon: Picture }) => (
        <NavLink key={path} to={path} end={path === "/"} className={classes.area}>
          <Picture size={19} stroke={1.7} aria-hidden />
          <span>{name}</span>
        </NavLink>
      ))}
    </nav>
  );
}

/** A screen reader begins at the new page, and the page at its top, as after a full load. */
function useFocusOnNewPage() {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return main;
}
